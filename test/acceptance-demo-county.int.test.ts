import { type Event, type Observation, observationPublished } from '@shixu/domain'
import { describe, expect, it, test } from 'vitest'
import { judgeSeed } from './judged-seed.ts'

const THROUGH = '2025-12-31'
const county = judgeSeed('demo-county', THROUGH)
const { folded, mails } = county
const target = (id: string) => county.registry.targets.find((each) => each.id === id)!
const told = (id: string) => folded.assessments.map(({ assessment }) => assessment).filter((each) => each.target.endsWith(`/${id}`) && each.period !== null)
const ending = (id: string) => county.at(id, THROUGH).outcome
/** Messages beside those that only ask for reports that are not late yet. */
const news = mails.filter(({ text }) => !/^(?:近期|今日)应报/u.test(text))
const mailsAbout = (id: string) => news.filter(({ subject }) => subject.includes(target(id).nameZh))
const isFigure = (event: Event, of: Partial<Observation>): boolean =>
  event.type === 'observation-published' && event.data !== null && Object.entries(of).every(([key, value]) => event.data?.[key as keyof Observation] === value)

test('nothing in it cannot be judged', () => {
  expect(folded.refused).toEqual([])
})

describe('levels with 36 months of history', () => {
  it('are judged by their seasons: retail sales are slow early in the year, and never red', () => {
    const lights = county.lights('retail-sales')
    expect(lights.slice(1).every((light) => light.endsWith('green'))).toBe(true)
    expect([lights[0], county.alerts('retail-sales'), ending('retail-sales')]).toEqual(['2024-02 yellow', [], 'met'])
    expect(
      told('retail-sales')
        .slice(0, -1)
        .map(({ method }) => method),
    ).toEqual(Array(10).fill('blend'))
  })

  it('show a miss from the first release on, and it is told up the ladder with every reading', () => {
    expect(county.lights('investment-attracted').every((light) => light.endsWith('red'))).toBe(true)
    expect(county.alerts('investment-attracted')).toEqual([
      '2024-03-19 pace raised',
      '2024-04-17 pace escalated head',
      '2024-05-17 pace escalated supervision',
      '2025-01-20 pace closed missed',
    ])
  })
})

describe('a base that was revised by 4 %', () => {
  it('raises no alarm, and every judgement says that earlier levels were adjusted', () => {
    const assessments = told('foreign-trade')
    expect(assessments.every(({ light }) => light !== 'red')).toBe(true)
    expect(assessments.every(({ rebased }) => rebased !== null && Math.abs(rebased - 0.96) < 0.002)).toBe(true)
    expect([county.alerts('foreign-trade'), ending('foreign-trade')]).toEqual([[], 'met'])
  })

  it('would raise one if the levels were taken as they stand', () => {
    const blind = judgeSeed('demo-county', THROUGH, (facts) => facts.filter((event) => !isFigure(event, { indicator: 'foreign-trade', measure: 'growth' })))
    expect(blind.alerts('foreign-trade')[0]).toMatch(/ pace raised$/u)
  })
})

describe('a revision that turns a verdict', () => {
  it('is judged by what was known on each day', () => {
    expect(county.at('industrial-output', '2024-07-04')).toMatchObject({ period: '2024-05', light: 'red', done: 2.1 })
    expect(county.at('industrial-output', '2024-07-05')).toMatchObject({ period: '2024-05', light: 'green', done: 7.6 })
    expect(county.alerts('industrial-output')).toEqual(['2024-06-17 pace raised', '2024-07-05 pace corrected'])
  })

  it('sends one correction to everyone who was told, with the old and the new figure, and nothing more', () => {
    const about = mailsAbout('industrial-output')
    expect(about.map(({ day, to }) => `${day} ${to}`)).toEqual([
      '2024-06-17 industry/liaison',
      '2024-06-17 development/liaison',
      '2024-07-05 industry/liaison',
      '2024-07-05 development/liaison',
    ])
    for (const { text } of about.slice(2)) {
      expect(text).toContain('此前通报“1—5月同比增长2.1%、红灯”，现更正为“1—5月同比增长7.6%、绿灯”。')
    }
  })
})

describe('plans, stocks and shares', () => {
  it('a quarterly plan is the pace line: yellow where it is not kept, green when it is again', () => {
    expect(county.lights('project-starts')).toEqual(['2024-03 green', '2024-06 yellow', '2024-09 green', '2024-12 green'])
    expect(told('project-starts').map(({ paceDue, paceLine }) => [paceDue, paceLine])).toEqual([20, 60, 90, 120].map((due) => [due, 'plan']))
  })

  it('what is published by the quarter has a reading a quarter', () => {
    expect(county.lights('tax-revenue')).toEqual(['2024-03 green', '2024-06 green', '2024-09 green', '2024-12 green'])
  })

  it('a stock that grows as it did is on pace all year', () => {
    const assessments = told('market-entities')
    expect(assessments.every(({ light, paceLine }) => light === 'green' && paceLine === 'baseline-line')).toBe(true)
    expect(assessments.slice(0, -1).every(({ method }) => method === 'level-drift')).toBe(true)
    expect(ending('market-entities')).toBe('met')
  })

  it('a share that is striven for hovers at its line, never red', () => {
    const assessments = told('digital-share')
    expect(assessments.map(({ light }) => light)).toEqual(['yellow', 'green', 'yellow', 'green'])
    expect(assessments.map(({ paceDue }) => Number(paceDue?.toFixed(2)))).toEqual([10.95, 11.3, 11.65, 12])
  })
})

describe('a rate that is to stay at or below 5.5 %', () => {
  const assessments = told('unemployment-rate')
  const better = assessments.filter(({ done }) => (done ?? 9) <= 5.5)

  it('is due to stay there, and never behind in a month that is better', () => {
    expect(assessments.every(({ paceDue }) => paceDue === 5.5)).toBe(true)
    expect(better.map(({ reason }) => reason.code)).not.toContain('below-line')
    for (const name of ['sanya-2022', 'ndrc-2020', 'wuhan-2022', 'servicenow'] as const) {
      expect([name, ...new Set(better.map(({ presets }) => presets[name].light))]).toEqual([name, 'green'])
    }
  })

  it('is yellow in a summer above the line that comes every year, and ends met', () => {
    expect(county.lights('unemployment-rate').filter((light) => !light.endsWith('green'))).toEqual(['2024-07 yellow', '2024-08 yellow', '2024-09 yellow'])
    expect(assessments.find(({ period }) => period === '2024-08')?.presets['sanya-2022'].light).toBe('red')
    expect([county.alerts('unemployment-rate'), ending('unemployment-rate')]).toEqual([[], 'met'])
  })
})

describe('what a bureau reports', () => {
  it('is not red by a first reading without history, and a bound shows it on pace', () => {
    expect(county.lights('training-courses')).toEqual(['2024-06 yellow', '2024-09 green', '2024-12 green'])
    expect(county.at('training-courses', '2024-07-31').reason.code).toBe('first-reading')
    expect(county.at('training-courses', '2024-10-31')).toMatchObject({ done: 150, paceDue: 150, reason: { code: 'on-pace', params: { rough: true } } })
  })

  it('a bound below the line shows nothing', () => {
    const lower = judgeSeed('demo-county', THROUGH, (facts) =>
      facts.map((event) =>
        isFigure(event, { indicator: 'training-courses', period: '2024-09' }) ? observationPublished({ ...(event.data as Observation), value: 120 }) : event,
      ),
    )
    expect(lower.lights('training-courses')).toEqual(['2024-06 yellow', '2024-12 green'])
  })

  it('has its light by the rule that was chosen for it', () => {
    expect(county.lights('affordable-homes')).toEqual(['2024-03 red', '2024-06 yellow', '2024-09 green', '2024-12 green'])
    expect(
      told('affordable-homes')
        .slice(0, -1)
        .map(({ light, presets, reason }) => [presets.straight.light === light, reason.code]),
    ).toEqual(Array(3).fill([true, 'preset']))
    expect(county.alerts('affordable-homes').map((alert) => alert.slice(11))).toEqual([
      'pace raised',
      'pace escalated head',
      'pace escalated supervision',
      'pace eased',
      'pace resolved',
    ])
  })

  it('is met as soon as the year’s goal is reached', () => {
    expect(county.at('evening-classes', '2024-07-31')).toMatchObject({ light: 'green', outcome: 'met', pMiss: 0, reason: { code: 'reached' } })
    expect(county.alerts('evening-classes')).toEqual([])
  })
})

describe('a report that never comes', () => {
  it('leaves the target grey, never behind, and unknown by 31 March', () => {
    expect(county.lights('old-estates')).toEqual([])
    expect(county.at('old-estates', '2024-12-31')).toMatchObject({ light: 'grey', outcome: null, reason: { code: 'no-report' } })
    expect(county.at('old-estates', '2025-03-31').outcome).toBeNull()
    expect(county.at('old-estates', '2025-04-01')).toMatchObject({ light: 'grey', outcome: 'unknown', reason: { code: 'no-figure-by-deadline' } })
  })

  it('is asked for once, in one line, and closed at the end', () => {
    expect(county.alerts('old-estates')).toEqual(['2024-07-11 overdue raised', '2025-04-01 overdue closed unknown'])
    const [asked, closed, ...more] = mailsAbout('old-estates').filter(({ text }) => !/、(?:近期|今日)应报\n/u.test(text))
    expect(asked?.text).toContain('1项逾期未报：改造老旧小区（1—6月，应于2024年7月10日前报送）。\n请办理：请尽快补报')
    expect(closed?.text).toContain('请办理：结果未知的，仍可补报，补报后予以更正')
    expect([asked?.to, closed?.to, more]).toEqual(['housing/liaison', 'housing/liaison', []])
  })

  it('was asked for before, three workdays ahead and on the day, and so is the next one', () => {
    expect(county.askings('old-estates')).toEqual([
      ...['2024-07-05 raised', '2024-07-10 reminded', '2024-07-11 resolved'],
      ...['2025-01-07 raised', '2025-01-10 reminded', '2025-01-11 resolved'],
    ])
  })

  it('is made good when it comes, and opens the year again when it comes late', () => {
    const with12 = (published: string) =>
      judgeSeed('demo-county', THROUGH, (facts) => {
        const homes = facts.find((event) => isFigure(event, { indicator: 'affordable-homes', period: '2024-12' }))?.data as Observation
        return [...facts, observationPublished({ ...homes, indicator: 'old-estates', value: 31, unit: '个', written: '31个', published })]
      })
    expect(with12('2025-02-10').alerts('old-estates')).toEqual(['2024-07-11 overdue raised', '2025-02-10 overdue resolved'])
    const late = with12('2025-06-10')
    expect(late.alerts('old-estates')).toEqual(['2024-07-11 overdue raised', '2025-04-01 overdue closed unknown', '2025-06-10 overdue corrected met'])
    expect(late.mails.at(-1)?.text).toContain('此前通报“结果未知”，现更正为“2024年全年完成31个、已完成”。')
  })
})

describe('works with a day', () => {
  test.each([
    ['done in time', 'demo-bridge', ['2024-06 green'], [], 'met'],
    ['done by the last day of the year, where the report names none', 'cold-chain-park', ['2024-12 green'], [], 'met'],
    [
      'done six weeks late: red, then yellow',
      'county-hospital',
      ['2024-08 red', '2024-10 yellow'],
      ['2024-09-01 past-due raised', '2024-10-01 past-due escalated head', '2024-10-14 past-due resolved'],
      'met',
    ],
    [
      'never done',
      'culture-centre',
      ['2024-09 red', '2024-09 red'],
      ['2024-10-01 past-due raised', '2024-10-31 past-due escalated head', '2024-12-30 past-due escalated supervision', '2025-04-01 past-due closed unknown'],
      'unknown',
    ],
    ['without an end in the year', 'north-hill-reservoir', [], [], null],
  ])('%s', (_, id, lights, alerts, outcome) => {
    expect([county.lights(id), county.alerts(id), ending(id)]).toEqual([lights, alerts, outcome])
  })

  it('are ahead until their day is over', () => {
    expect(county.at('culture-centre', '2024-09-30')).toMatchObject({ light: 'grey', reason: { code: 'milestone-ahead' } })
    expect(county.at('culture-centre', '2024-10-01')).toMatchObject({ light: 'red', reason: { code: 'milestone-past-due' } })
  })

  it('that are late say for how long on the day of the message', () => {
    expect(
      mailsAbout('culture-centre')
        .filter(({ to }) => to === 'culture/liaison')
        .map(({ text }) => /已逾期\d+天/u.exec(text)?.[0]),
    ).toEqual(['已逾期1天', '已逾期31天', '已逾期91天', undefined])
  })
})

describe('what people hear in a year', () => {
  const countOf = (post: string) => news.filter(({ to }) => to === post).length

  it('is little, and less for whoever is only in copy', () => {
    const posts = new Set(news.map(({ to }) => to))
    expect(Object.fromEntries([...posts].map((post) => [post, countOf(post)]))).toEqual({
      'commerce/liaison': 4,
      'commerce/head': 3,
      'development/liaison': 4,
      'housing/liaison': 9,
      'housing/head': 4,
      'health/liaison': 3,
      'health/head': 2,
      'industry/liaison': 2,
      'culture/liaison': 4,
      'culture/head': 3,
      'supervision-office/supervision': 10,
    })
  })

  it('ends with the year: nothing is said of an alert after it was closed', () => {
    expect(mails.filter(({ day }) => day > '2025-04-01')).toEqual([])
    expect(folded.states.flatMap(({ alerts }) => alerts).every(({ status }) => status === 'over')).toBe(true)
  })

  it('is never the same thing twice', () => {
    expect(new Set(mails.map(({ to, text }) => `${to} ${text}`)).size).toBe(mails.length)
  })
})
