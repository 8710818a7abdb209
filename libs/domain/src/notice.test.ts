import { aCommand, aMilestone, anAlert, anAlertEvent, anAssessment, anIndicator, aTarget, LADDER } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import type { AlertEvent } from './alert.ts'
import type { Bureau } from './bureau.ts'
import { illustrated } from './notice/illustrate.ts'
import type { Sentence } from './notice/wording/sentence.ts'
import { WORDING, type Wording, type WordingKey } from './notice/wording.ts'
import { composeDigest, type DigestRequest, type Directory, type DueEvent, maybeRepeated } from './notice.ts'
import { because } from './reason.ts'
import type { Target } from './target.ts'

const bureau = (id: string, nameZh: string, contacts: Bureau['contacts'] = []): Bureau => ({ id, nameZh, nameEn: id, duties: '', contacts })

const directory: Directory = {
  nameZh: '虚构市',
  invented: false,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: [
    bureau('commerce', '虚构市商务局'),
    bureau('customs', '虚构海关'),
    bureau('office', '虚构市政府督查室', [{ step: 'supervision', name: '督查员（虚构）', email: 'ducha@example.org' }]),
  ],
  indicators: [anIndicator({ unit: '元' })],
  routes: [],
  supervision: 'office',
  ladder: LADDER,
}

const trade = aTarget({
  id: 'trade',
  nameZh: '虚构外贸进出口增速',
  supporting: [{ bureau: 'customs', basis: 'assumed' }],
  citation: { document: 'report.txt', section: '(三)', sentence: '进出口总额增长8%。', start: 0, anchor: '8%', anchorOffset: 6 },
})

const red = anAssessment({
  light: 'red',
  period: '2024-06',
  pMiss: 0.998,
  done: 3.1,
  forecast: 3.4,
  forecastLow: 2.1,
  forecastHigh: 4.6,
  requiredRunRate: 0.129,
  requiredPerMonth: 30_512_000_000,
  bestRunRate: 0.11,
  reason: because('miss-near-certain', {
    kind: 'growth',
    period: '2024-06',
    unit: '%',
    done: 3.1,
    due: 8,
    goal: 8,
    forecast: 3.4,
    pMiss: 0.998,
    monthsLeft: 6,
  }),
  inputs: [
    { period: '2024-05', measure: 'growth', coverage: 'ytd', value: 2.9, published: '2024-06-20' },
    { period: '2024-06', measure: 'growth', coverage: 'ytd', value: 3.1, published: '2024-07-22' },
    { period: '2024-06', measure: 'level', coverage: 'ytd', value: 180_670_000_000, published: '2024-07-22' },
  ],
})

const green = anAssessment({
  period: '2024-06',
  done: 8.4,
  pMiss: 0.2,
  reason: because('on-pace', { kind: 'growth', period: '2024-06', unit: '%', done: 8.4, due: 8, goal: 8, forecast: 8.6, pMiss: 0.2, monthsLeft: 6 }),
})

let count = 0
const due = (over: Partial<AlertEvent> = {}, role: DueEvent['role'] = 'lead'): DueEvent => {
  count += 1
  const subject = over.subject ?? trade
  const alert = anAlert({ target: `999901/2024/${subject.id}`, since: '2024-07-22', steppedOn: '2024-07-22', ...over.alert })
  return { id: `event-${count}`, role, event: anAlertEvent({ day: '2024-07-22', sequence: [0, count, 0], assessment: red, ...over, subject, alert }) }
}

const named = (id: string, nameZh: string, over: Partial<Target> = {}) => aTarget({ id, nameZh, ...over })

const request = (events: readonly DueEvent[], over: Partial<DigestRequest> = {}): DigestRequest => ({
  due: events,
  day: '2024-07-22',
  reader: { bureau: 'commerce', name: '联络员（虚构）' },
  directory,
  replay: false,
  ...over,
})

const textOf = (events: readonly DueEvent[], over: Partial<DigestRequest> = {}): string => composeDigest(request(events, over)).digest?.text ?? ''
const subjectOf = (events: readonly DueEvent[], over: Partial<DigestRequest> = {}): string => composeDigest(request(events, over)).digest?.subject ?? ''

it('tells of a red light all that its bureau needs in order to act, the verdict first', () => {
  expect(subjectOf([due()])).toBe('新增红灯1项：虚构外贸进出口增速｜虚构市2024年目标')
  expect(textOf([due()])).toBe(`新增红灯1项（虚构外贸进出口增速）。

虚构市商务局 联络员（虚构）：

一、新增红灯
虚构外贸进出口增速（红灯）：几乎肯定完不成（可能性99%以上）：1—6月同比增长3.1%，时序进度要求增长8%，低4.9个百分点；预计全年增长3.4%，目标增长8%。
　　目标：增长8%
　　预测：全年增长3.4%，八成把握在增长2.1%与增长4.6%之间
　　所需速度：后6个月需月均完成305.12亿元，为去年同期的1.13倍，超过历年同期最好的1.11倍
　　红灯时间：自2024年7月22日起，第1期
　　责任单位：虚构市商务局（牵头）；虚构海关（配合）
　　请办理：请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；2024年8月21日前没有答复，或连续2期红灯的，提请单位负责人重视
　　依据：《虚构市政府工作报告》(三)：“进出口总额增长8%。”
　　数据来源：虚构统计局虚构出口额，1—6月同比增长3.1%、1806.7亿元（2024年7月22日公布）

——
报告没有写明责任单位的，按部门职责推定；如有不符，请告知督查室。
报送或答复请联系：虚构市政府督查室 督查员（虚构） ducha@example.org
虚构市2024年目标时序监测，数据截至2024年7月22日。`)
})

it('quotes a sentence that has quotes of its own as print does', () => {
  const { citation } = trade
  const quoting = { ...trade, citation: { ...citation, sentence: '实施“项目比拼年”行动,进出口总额增长8%。' } }
  expect(textOf([due({ subject: quoting })])).toContain('“实施‘项目比拼年’行动,进出口总额增长8%。”')
})

it('shows no lamp where nothing was judged', () => {
  const unknown = anAssessment({ light: 'grey', reason: because('no-report', { year: 2024, publisher: '虚构市商务局', due: '2024-06-30' }) })
  const event = due({ subject: aMilestone(), alert: anAlert({ kind: 'past-due' }), assessment: unknown })
  expect(textOf([event])).toContain('虚构大桥通车：期限2024年6月30日已过')
  expect(composeDigest(request([event])).digest?.html).not.toContain('未研判')
})

describe('the parts of a digest', () => {
  const over = { status: 'over' } as const
  const promised = { by: 'commerce', reason: '大项目推迟', until: '2024-08-31' } as const

  it.each([
    ['raised', due(), '新增红灯', '几乎肯定完不成'],
    [
      'raised, past due',
      due({
        subject: aMilestone({ due: '2024-06-30' }),
        alert: anAlert({ kind: 'past-due', target: '999901/2024/invented-bridge' }),
        assessment: anAssessment({ period: null, light: 'red', reason: because('milestone-past-due', { due: '2024-06-30', daysLate: 22 }) }),
      }),
      '期限已过',
      '到期未完成：期限2024年6月30日。\n　　目标：2024年6月30日前完成\n　　逾期：已逾期22天\n',
    ],
    ['worsened', due({ type: 'worsened' }), '再次转红', '几乎肯定完不成'],
    ['eased', due({ type: 'eased', alert: anAlert({ status: 'eased' }), assessment: green }), '红灯转黄灯', '达到时序进度'],
    [
      'resolved',
      due({ type: 'resolved', alert: anAlert({ ...over, since: '2024-05-20' }), assessment: green }),
      '红灯解除',
      '2024年5月20日以来的红灯解除。达到时序进度',
    ],
    [
      'corrected',
      due({ type: 'corrected', alert: anAlert(over), assessment: green, before: { period: '2024-06', light: 'red', done: 3.1, outcome: null } }),
      '更正',
      '此前通报“1—6月同比增长3.1%、红灯”，现更正为“1—6月同比增长8.4%、绿灯”。达到时序进度',
    ],
    [
      'corrected, the outcome',
      due({
        type: 'corrected',
        alert: anAlert(over),
        assessment: { ...green, period: '2024-12', outcome: 'met' },
        before: { period: '2024-12', light: 'red', done: 7.1, outcome: 'missed' },
      }),
      '更正',
      '此前通报“2024年全年同比增长7.1%、未完成”，现更正为“2024年全年同比增长8.4%、已完成”。',
    ],
    [
      'corrected, of a report that never came',
      due({
        type: 'corrected',
        alert: anAlert({ ...over, kind: 'overdue' }),
        assessment: { ...green, period: '2024-12', outcome: 'met' },
        before: { period: null, light: 'grey', done: null, outcome: 'unknown' },
      }),
      '更正',
      '此前通报“结果未知”，现更正为“2024年全年同比增长8.4%、已完成”。',
    ],
    [
      'escalated to the head',
      due({ type: 'escalated', why: 'unanswered', alert: anAlert({ step: 'head' }) }),
      '提请重视',
      '上次通报后没有收到答复，提请单位负责人重视。几乎肯定完不成',
    ],
    [
      'escalated to the office',
      due({ type: 'escalated', why: 'repeated', alert: anAlert({ step: 'supervision', readings: 3 }) }),
      '提请重视',
      '已连续3期红灯，提请督查室督办。几乎肯定完不成',
    ],
    ['reminded', due({ type: 'reminded' }), '承诺到期', '承诺的日期已过，仍未解决。几乎肯定完不成'],
    [
      'acknowledged',
      due({ type: 'acknowledged', alert: anAlert({ acknowledged: promised }) }),
      '已说明原因',
      '虚构市商务局已说明原因（大项目推迟），承诺2024年8月31日前解决。',
    ],
    [
      'acknowledged, by a mere receipt',
      due({ type: 'acknowledged', alert: anAlert({ acknowledged: { ...promised, receiptOnly: true } }) }),
      '已签收',
      '虚构市商务局已签收，尚未说明原因和完成日期；2024年8月31日前没有答复的，再次提醒。',
    ],
    [
      'reminded, after a mere receipt',
      due({ type: 'reminded', why: 'only-receipt' }),
      '签收后未答复',
      '已签收，但没有说明原因和完成日期，仍未解决。几乎肯定完不成',
    ],
    [
      'closed',
      due({
        type: 'closed',
        alert: anAlert({ ...over, outcome: 'missed' }),
        assessment: anAssessment({
          light: 'red',
          reason: because('missed', { kind: 'growth', period: '2024-12', unit: '%', done: 3.1, goal: 8, provisional: false }),
        }),
      }),
      '年终结果',
      '（红灯）：全年目标未完成：2024年全年同比增长3.1%，目标增长8%，低4.9个百分点。',
    ],
    [
      'closed, with an outcome that nobody knows',
      due({
        type: 'closed',
        alert: anAlert({ ...over, kind: 'past-due', outcome: 'unknown' }),
        assessment: anAssessment({ light: 'red', reason: because('milestone-past-due', { due: '2024-06-30', daysLate: 275 }) }),
      }),
      '年终结果',
      '（红灯）：全年结果未知。到期未完成：期限2024年6月30日。',
    ],
    ['withdrawn', due({ type: 'withdrawn', alert: anAlert(over) }), '目标撤销', '该目标已从台账中撤销，不再研判。'],
  ])('%s stands in a part of its own', (_name, event, title, words) => {
    const text = textOf([event])
    expect(text.split('\n')[0]).toBe(`${title}1项（${event.event.subject.nameZh}）。`)
    expect(text).toContain(`一、${title}\n`)
    expect(text).toContain(words)
  })

  it('come in the order of what is to be done, each counted in the first line, the likeliest miss first', () => {
    const events = [
      due({ type: 'resolved', subject: named('a', '虚构甲'), alert: anAlert(over), assessment: green }),
      due({ subject: named('b', '虚构乙'), assessment: { ...red, pMiss: 0.91 } }),
      due({ subject: named('c', '虚构丙'), assessment: { ...red, pMiss: 0.99 } }),
      due({ type: 'corrected', subject: named('d', '虚构丁'), before: { period: '2024-06', light: 'green', done: 8.1, outcome: null } }),
    ]
    const text = textOf(events)
    expect(text.split('\n')[0]).toBe('新增红灯2项（虚构丙、虚构乙），红灯解除1项（虚构甲），更正1项（虚构丁）。')
    const places = ['1. 虚构丙', '2. 虚构乙', '二、红灯解除\n虚构甲', '三、更正\n虚构丁'].map((words) => text.indexOf(words))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(subjectOf(events)).toBe('新增红灯2项等共4项：虚构丙、虚构乙等｜虚构市2024年目标')
  })

  it('name what a bureau owes in one line, the targets that owe the same together', () => {
    const owing = (id: string, nameZh: string, owed: NonNullable<AlertEvent['owed']>, over: Partial<Target> = {}) =>
      due({ subject: named(id, nameZh, { kind: 'count', ...over }), alert: anAlert({ kind: 'overdue', target: `999901/2024/${id}` }), assessment: null, owed })
    const both = [
      { period: '2024-03', due: '2024-04-10' },
      { period: '2024-06', due: '2024-07-10' },
    ]
    const events = [
      owing('a', '虚构首店数', both),
      owing('b', '虚构展会数', both),
      owing('c', '虚构门店数', both.slice(1), { kind: 'stock' }),
      owing('d', '虚构口岸数', both, { lead: { bureau: 'customs', basis: 'stated' } }),
    ]
    expect(textOf(events)).toContain(`一、逾期未报
1. 虚构市商务局3项逾期未报：虚构首店数、虚构展会数（1—3月、1—6月，最早应于2024年4月10日前报送）；虚构门店数（截至6月，应于2024年7月10日前报送）。
2. 虚构海关1项逾期未报：虚构口岸数（1—3月、1—6月，最早应于2024年4月10日前报送）。
请办理：请尽快补报；未报的期间不视为达标`)
  })

  it('ask for what is soon due in one line, and say of what is due today that it is', () => {
    const soon = (id: string, nameZh: string, over: Partial<Target> = {}) =>
      due({
        subject: named(id, nameZh, { kind: 'count', ...over }),
        alert: anAlert({ kind: 'report-due', target: `999901/2024/${id}` }),
        assessment: null,
        owed: [{ period: '2024-06', due: '2024-07-25' }],
      })
    const events = [soon('a', '虚构首店数'), soon('b', '虚构展会数'), soon('c', '虚构门店数', { kind: 'stock' })]
    expect(textOf(events)).toContain(`近期应报3项。

虚构市商务局 联络员（虚构）：

一、近期应报
虚构市商务局3项近期应报：虚构首店数、虚构展会数（1—6月，应于2024年7月25日前报送）；虚构门店数（截至6月，应于2024年7月25日前报送）。
请办理：请按期报送
`)
    expect(textOf([soon('a', '虚构首店数')], { day: '2024-07-25' })).toContain('虚构市商务局1项今日应报：虚构首店数（1—6月，今日（2024年7月25日）截止）。')
    // The last reminder is told apart from the one before by its subject alone.
    expect(subjectOf([soon('a', '虚构首店数')], { day: '2024-07-25' })).toContain('今日应报1项：虚构首店数')
    // Whoever wanted no word of it until yesterday hears of it today.
    const command = aCommand({ kind: 'silence', until: '2024-07-24' })
    const silenced = due({ ...soon('a', '虚构首店数').event, type: 'acknowledged', command })
    expect(textOf([silenced], { day: '2024-07-25' })).toContain('虚构市商务局1项今日应报')
  })

  it('say nothing of the asking once the report has come or is overdue, and say that it is withdrawn', () => {
    const asked = (type: AlertEvent['type'], status: 'open' | 'over') =>
      due({ type, alert: anAlert({ kind: 'report-due', status }), assessment: null, owed: [] })
    const came = asked('resolved', 'over')
    expect(composeDigest(request([came]))).toEqual({ digest: null, covers: [], untold: [{ why: 'handed-in', ids: [came.id] }] })
    const both = [asked('raised', 'open'), asked('resolved', 'over')]
    expect(composeDigest(request(both)).untold).toEqual([{ why: 'over-before-told', ids: both.map(({ id }) => id) }])
    expect(textOf([asked('withdrawn', 'over')])).toContain('一、目标撤销\n虚构市商务局1项已撤销：虚构外贸进出口增速。')
  })

  it('claim neither a reason nor a promise of whoever has only read it', () => {
    const acknowledged = { by: 'commerce', reason: '仅签收', until: '2024-07-29', receiptOnly: true } as const
    const owed = [{ period: '2024-06', due: '2024-07-10' }]
    const line = textOf([due({ type: 'acknowledged', alert: anAlert({ kind: 'overdue', acknowledged }), assessment: null, owed })])
    expect(line).toContain('一、已签收\n虚构市商务局1项已签收：')
    expect(line).not.toMatch(/原因|承诺/u)
    expect(textOf([due({ alert: anAlert({ acknowledged }) })])).toContain('答复督查室；已签收，请于2024年7月29日前答复')
    expect(textOf([due({ type: 'reminded', why: 'only-receipt' })])).toContain('请办理：请分析落后原因')
  })

  it('say what was made good in one line too', () => {
    const came = due({ type: 'resolved', alert: anAlert({ kind: 'overdue', status: 'over' }), assessment: null, owed: [] })
    expect(textOf([came])).toContain('一、已补报\n虚构市商务局1项已补报：虚构外贸进出口增速。')
  })
})

it('names the source of the figure that corrects another', () => {
  const inputs = [{ period: '2024-06', measure: 'growth', coverage: 'ytd', value: 8.4, published: '2024-07-22' }] as const
  const corrected = due({
    type: 'corrected',
    alert: anAlert({ status: 'over' }),
    assessment: { ...green, inputs },
    before: { period: '2024-06', light: 'red', done: 3.1, outcome: null },
  })
  expect(textOf([corrected])).toContain('。\n　　数据来源：虚构统计局虚构出口额，1—6月同比增长8.4%（2024年7月22日公布）\n')
})

it('says where the day of publication was assumed, and of which figures', () => {
  const inputs = [
    { period: '2024-06', measure: 'growth', coverage: 'ytd', value: 3.1, published: '2024-07-22' },
    { period: '2024-06', measure: 'level', coverage: 'ytd', value: 180_670_000_000, published: '2024-07-22', publishedBasis: 'assumed' },
  ] as const
  expect(textOf([due({ assessment: { ...red, inputs } })])).toContain('1—6月同比增长3.1%（2024年7月22日公布）、1806.7亿元（推定2024年7月22日公布）\n')
})

it('says that what nobody knew by the end can still be said, to whoever can say it', () => {
  const unknown = (role: DueEvent['role']) => due({ type: 'closed', alert: anAlert({ kind: 'overdue', status: 'over', outcome: 'unknown' }) }, role)
  expect(textOf([unknown('lead')])).toContain('\n请办理：结果未知的，仍可补报，补报后予以更正\n')
  expect(textOf([unknown('supporting')])).not.toContain('请办理')
})

it('asks once what it asks of several targets alike', () => {
  const text = textOf([due({ subject: named('a', '虚构甲') }), due({ subject: named('b', '虚构乙') })])
  expect(text.match(/请办理/gu)).toHaveLength(1)
  expect(text).toMatch(/\n请办理：请分析落后原因/u)
})

describe('what is asked', () => {
  const askedOf = (event: DueEvent) => /请办理：(.*)/u.exec(textOf([event]))?.[1]

  it.each([
    ['the lead', due(), '请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；2024年8月21日前没有答复，或连续2期红灯的，提请单位负责人重视'],
    [
      'the lead, where nobody has said whether it is done: the ladder is not climbed',
      due({
        subject: aMilestone(),
        alert: anAlert({ kind: 'past-due' }),
        assessment: anAssessment({ reason: because('no-report', { year: 2024, publisher: '虚构市商务局', due: '2024-06-30' }) }),
      }),
      '已完成的，请报送完成日期和佐证；未完成的，请将原因和新的完成日期答复督查室',
    ],
    [
      'the lead, when its head knows',
      due({ alert: anAlert({ step: 'head', readings: 3, steppedOn: '2024-07-22' }) }),
      '请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；2024年9月20日前没有答复，或连续4期红灯的，提请督查室督办',
    ],
    [
      'the lead, when the office knows',
      due({ alert: anAlert({ step: 'supervision' }) }),
      '请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；本事项已提请督查室督办',
    ],
    [
      'the lead, which has promised',
      due({ alert: anAlert({ acknowledged: { by: 'commerce', reason: '原因', until: '2024-08-31' } }) }),
      '请分析落后原因，提出追赶措施和预计恢复日期，答复督查室；承诺日期为2024年8月31日',
    ],
    [
      'the lead, after its promise',
      due({ type: 'reminded', alert: anAlert({ step: 'supervision' }) }),
      '承诺日期已过，请报告进展，说明新的完成日期，答复督查室；本事项已提请督查室督办',
    ],
    ['a supporting bureau', due({}, 'supporting'), '请配合牵头单位（虚构市商务局）落实追赶措施'],
    ['the supervision office', due({}, 'supervision'), '请督促牵头单位（虚构市商务局）说明原因、明确措施和期限'],
    ['whoever is named by a route', due({}, 'named'), '请知悉；牵头单位为虚构市商务局'],
  ])('of %s', (_name, event, words) => {
    expect(askedOf(event)).toBe(words)
  })
})

describe('what is left out', () => {
  const silent = { silencedUntil: '2024-07-22' } as const
  const events = (...types: readonly AlertEvent['type'][]) =>
    types.map((type) => due({ type, alert: anAlert({ status: type === 'resolved' || type === 'withdrawn' ? 'over' : type === 'eased' ? 'eased' : 'open' }) }))
  const told = (due: readonly DueEvent[]) => {
    const { digest, covers, untold } = composeDigest(request(due))
    return [/^[^（]*/u.exec(digest?.text ?? '')?.[0] ?? '', covers.length, untold.map(({ why, ids }) => [why, ids.length])]
  }

  it.each([
    ['one who wants silence, to the end of the day named', [due({ alert: anAlert(silent) })], ['', 0, [['silenced', 1]]]],
    ['not one whose silence is over', [due({ alert: anAlert({ silencedUntil: '2024-07-21' }) })], ['新增红灯1项', 1, []]],
    ['what was over before it was told', events('raised', 'escalated', 'resolved'), ['', 0, [['over-before-told', 3]]]],
    ['what was withdrawn before it was told', events('raised', 'withdrawn'), ['', 0, [['over-before-told', 2]]]],
    [
      'what a revision undid before it was told',
      events('raised').concat(due({ type: 'corrected', alert: anAlert({ status: 'over' }) })),
      ['', 0, [['over-before-told', 2]]],
    ],
    ['that a figure was revised, where the old one was never told', events('raised', 'corrected'), ['新增红灯1项', 2, []]],
    ['that, where the new one is yellow', events('raised').concat(due({ type: 'corrected', alert: anAlert({ status: 'eased' }) })), ['红灯转黄灯1项', 2, []]],
    ['not what had been told before', events('resolved'), ['红灯解除1项', 1, []]],
    ['that it was red, once it has eased', events('raised', 'eased'), ['红灯转黄灯1项', 2, []]],
    ['the step up, where the red light itself is news', events('raised', 'escalated'), ['新增红灯1项', 2, []]],
    [
      'nothing of two alerts',
      [due({ subject: named('a', '甲') }), due({ subject: named('b', '乙'), alert: anAlert(silent) })],
      ['新增红灯1项', 1, [['silenced', 1]]],
    ],
  ] as const)('%s', (_name, events, expected) => {
    expect(
      told(events.map((event) => ({ ...event, event: { ...event.event, alert: { ...event.event.alert, target: `999901/2024/${event.event.subject.id}` } } }))),
    ).toEqual(expected)
  })
})

describe('a replay and an invented region', () => {
  it('say so in the subject and before anything is asked', () => {
    const events = [due()]
    const invented = { ...directory, invented: true }
    expect(subjectOf(events, { replay: true, directory: invented })).toMatch(/^\[回放\]\[示例\]新增红灯1项/u)
    const text = textOf(events, { replay: true, directory: invented })
    expect(text).toContain('历史回放：本消息重现2024年7月22日的情况，不需要办理。\n示例：本地区、目标和数据均为虚构。\n\n一、')
  })
})

describe('text from outside', () => {
  const evil = due({
    subject: named('evil', '名<script>alert(1)</script>\r\nBcc: x@example.org\u2028行', {
      citation: { document: '"报告"', section: '&', sentence: "<img src=x onerror='y'>\n二、伪造", start: 0, anchor: '', anchorOffset: 0 },
    }),
  })

  it('stays one line in the subject and in the text', () => {
    const { digest } = composeDigest(request([evil], { reader: { bureau: 'commerce', name: 'a\nb' } }))
    expect(digest?.subject).not.toMatch(/[\r\n\u2028]/u)
    expect(digest?.text).not.toMatch(/^(Bcc|行|二、伪造|b：)/mu)
  })

  it('is no markup in the HTML', () => {
    const { digest } = composeDigest(request([evil]))
    expect(digest?.html).not.toMatch(/<script|<img/u)
    expect(digest?.html).toContain('名&lt;script&gt;alert(1)&lt;/script&gt; Bcc: x@example.org 行')
    expect(digest?.html).toContain('《&quot;报告&quot;》&amp;：“&lt;img src=x onerror=&#39;y&#39;&gt; 二、伪造”')
  })

  it('does not make a subject without end', () => {
    expect([...subjectOf([due({ subject: named('long', '长'.repeat(500)) })])]).toHaveLength(70)
  })
})

it('says the same as HTML as in the text', () => {
  const { digest } = composeDigest(
    request([due(), due({ type: 'resolved', subject: named('a', '虚构甲'), alert: anAlert({ status: 'over' }), assessment: green })]),
  )
  // What is not read with the rest: the head, what is for Outlook alone, and the line that lists of mails show.
  const unread = /<head>.*<\/head>|<!--.*?-->|<div style="display:none.*?<\/div>|&nbsp;|●/gsu
  const words = (text: string) => [...text.replaceAll(unread, '').replaceAll(/<[^>]*>|\s|[：。（）]|——|\d\. /gu, '')].toSorted().join('')
  expect(words(digest?.html ?? '')).toBe(words(digest?.text ?? ''))
})

it('has a place for the picture of each alert of pace that is to be acted on, and puts it there', () => {
  const { digest } = composeDigest(
    request([due(), due({ type: 'resolved', subject: named('a', '虚构甲'), alert: anAlert({ status: 'over' }), assessment: green })]),
  )
  const wanted: string[] = []
  const pictured = illustrated(digest?.html ?? '', (alert) => {
    wanted.push(alert)
    return { cid: 'one@chart', alt: '出口"<额>"' }
  })
  expect(wanted).toHaveLength(1)
  expect(wanted[0]).toMatch(/\/pace$/u)
  expect(pictured).toContain('<img src="cid:one@chart" alt="出口&quot;&lt;额&gt;&quot;" width="600"')
  expect(illustrated(digest?.html ?? '', () => null)).not.toMatch(/<img|picture:/u)
})

describe('a city’s own words', () => {
  /** Every sentence as its key and its fields: whatever Chinese is left comes from figures, names and lights. */
  const fieldsOf = ({ fields = [] }: Sentence) => fields.map((field) => `{{${field}}}`).join('')
  const wording: Wording = Object.fromEntries((Object.keys(WORDING) as WordingKey[]).map((key) => [key, `<${key}>${fieldsOf(WORDING[key])}`]))
  const city = { ...directory, wording }
  const past = anAlert({ kind: 'past-due', target: '999901/2024/bridge' })
  const events = [
    due(),
    due({ type: 'escalated', subject: named('b', '虚构乙'), alert: anAlert({ step: 'head', readings: 2 }) }),
    due({ type: 'resolved', subject: named('c', '虚构丙'), alert: anAlert({ status: 'over' }), assessment: green }),
    due({ type: 'corrected', subject: named('d', '虚构丁'), before: { period: '2024-05', light: 'green', done: 8.1, outcome: null } }),
    due({ subject: named('e', '虚构戊'), alert: anAlert({ kind: 'overdue' }), assessment: null, owed: [{ period: '2024-06', due: '2024-07-10' }] }),
    due({ subject: named('f', '虚构己'), alert: anAlert({ kind: 'report-due' }), assessment: null, owed: [{ period: '2024-06', due: '2024-07-25' }] }),
    due({
      subject: aMilestone(),
      alert: past,
      assessment: anAssessment({ light: 'red', reason: because('milestone-past-due', { due: '2024-06-30', daysLate: 22 }) }),
    }),
  ]

  it('are said instead of all that the program says itself, in the subject, the first line, the titles, the lines and the reasons', () => {
    const { digest } = composeDigest(request(events, { directory: city, replay: true }))
    const left = `${digest?.subject}${digest?.text}`.replaceAll(/虚构.|[“”《》（）]/gu, '')
    expect(left).not.toMatch(/请|新增|解除|更正|逾期|应报|提请|预测|所需|责任|依据|来源|承诺|答复|时序|预计|目标|完不成|报送|公布|此前|全年目标/u)
    for (const key of ['subject', 'headline', 'part-raised', 'row-goal', 'row-ask', 'reason-miss-near-certain', 'chance-99', 'pace-due', 'source-published'])
      expect(`${digest?.subject}${digest?.text}`).toContain(`<${key}>`)
  })

  it('say the reason as the city does, and what it leaves out as usual', () => {
    const some = {
      ...directory,
      wording: { 'reason-miss-near-certain': '预警提示：{{进度}}。{{判断}}', 'part-raised': '红灯预警', 'row-source': '出处' } as const,
    }
    expect(textOf([due()], { directory: some })).toMatch(
      /^红灯预警1项（虚构外贸进出口增速）。\n[\s\S]*（红灯）：预警提示：1—6月同比增长3.1%，时序进度要求增长8%，低4.9个百分点。几乎肯定完不成/u,
    )
    expect(textOf([due()], { directory: some })).toMatch(/\n　　目标：增长8%\n[\s\S]*\n　　出处：虚构统计局/u)
  })
})

it('says of a message that may be a repeat that it may be one', () => {
  const repeated = maybeRepeated({ subject: '红灯', text: '正文', html: '<body>正文</body>' }, {})
  expect(repeated.subject).toBe('（可能重复）红灯')
  expect(repeated.text).toContain('\n可能重复：')
  expect(repeated.html).toMatch(/<p>可能重复：.*<\/p><\/body>$/u)
})

describe('the markdown that WeCom shows', () => {
  const markdownOf = (subject: Target, over: Partial<DigestRequest> = {}) =>
    composeDigest({
      due: [{ id: 'one', event: anAlertEvent({ subject, assessment: red, alert: anAlert({ target: '999901/2024/trade' }) }), role: 'lead' }],
      day: '2024-07-22',
      reader: { bureau: 'commerce', name: '甲' },
      directory,
      replay: false,
      ...over,
    }).digest?.markdown ?? ''

  it('says what the text says, one thing a line, the light in its colour', () => {
    const markdown = markdownOf(trade)
    expect(markdown.split('\n')[0]).toBe('**新增红灯1项（虚构外贸进出口增速）。**')
    expect(markdown).toContain('**虚构外贸进出口增速** <font color="warning">红灯</font>：')
    expect(markdown).toContain('> <font color="comment">目标</font>：')
  })

  it('lets nothing from outside be a mention, a colour, a link or a line', () => {
    const evil = aTarget({ ...trade, nameZh: '<@all>[点我](https://evil.example)\n# 假标题 <font color="info">绿灯</font> **' })
    const markdown = markdownOf(evil)
    expect(markdown).not.toMatch(/<@|\]\(|^# /mu)
    expect(markdown).not.toContain('<font color="info">')
    expect(markdown.match(/\*\*/gu)!.length % 2).toBe(0)
  })
})

describe('a silence', () => {
  const silence = aCommand({ kind: 'silence', by: 'commerce', reason: '海关系统升级', until: '2024-08-31' })
  const silenced = (role: DueEvent['role']) =>
    due({ type: 'acknowledged', why: 'silenced', command: silence, alert: anAlert({ silencedUntil: '2024-08-31' }) }, role)

  it('is told to the supervision office, with who, why and until when', () => {
    const { digest, untold } = composeDigest(request([silenced('supervision')]))
    expect(untold).toEqual([])
    expect(digest?.text).toContain('一、暂不通报\n虚构外贸进出口增速（红灯）：经虚构市商务局申请（海关系统升级），至2024年8月31日暂不通报。')
    expect(digest?.text).not.toContain('请办理')
  })

  it('is told to nobody else', () => {
    expect(composeDigest(request([silenced('lead')]))).toMatchObject({ digest: null, untold: [{ why: 'silenced' }] })
  })

  it('that is over is followed by what is still wrong', () => {
    const { digest } = composeDigest(request([silenced('lead')], { day: '2024-09-01' }))
    expect(digest?.text).toContain('一、暂不通报期满\n虚构外贸进出口增速（红灯）：暂不通报期已过，仍未解决。')
    expect(digest?.text).toContain('请办理：请分析落后原因')
  })

  it('under which something began and ended is followed by nothing', () => {
    const began = due({ alert: anAlert({ silencedUntil: '2024-08-31' }) })
    const ended = due({ type: 'resolved', assessment: green, alert: anAlert({ status: 'over', silencedUntil: '2024-08-31' }) })
    expect(composeDigest(request([began, ended], { day: '2024-09-01' }))).toMatchObject({ digest: null, untold: [{ why: 'over-before-told' }] })
  })
})

it('says what is asked in the words of the city, where it has its own', () => {
  const own = { ...directory, wording: { 'ask-supporting': '请{{牵头单位}}的配合单位研究', salutation: '{{单位}}：' } }
  const { digest } = composeDigest(request([due({}, 'supporting')], { directory: own }))
  expect(digest?.text).toContain('请办理：请虚构市商务局的配合单位研究')
  expect(digest?.text).toContain('\n虚构市商务局：\n')
})

describe('yellow targets', () => {
  const yellow = [
    { target: '999901/2024/a', nameZh: '甲', lead: 'commerce' },
    { target: '999901/2024/b', nameZh: '乙', lead: 'customs' },
    { target: '999901/2024/trade', nameZh: '虚构外贸进出口增速', lead: 'commerce' },
  ]

  it('of the reader’s bureau stand in one line, but those that the message tells of', () => {
    expect(composeDigest(request([due({})], { yellow })).digest?.text).toContain('另有黄灯1项，请留意：甲。')
  })

  it('of others do not, and alone they make no message', () => {
    expect(composeDigest(request([due({})], { yellow: yellow.slice(1) })).digest?.text).not.toContain('黄灯')
    expect(composeDigest(request([], { yellow })).digest).toBeNull()
  })
})
