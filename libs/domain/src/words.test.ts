import { describe, expect, it } from 'vitest'
import type { Assessment, Reason, ReasonCode } from './assessment.ts'
import { because, type Ending, type ReasonParams, type Standing } from './reason.ts'
import type { Kind } from './target.ts'
import { REASONS_ZH } from './words/reasons-zh.ts'
import { sayChance, sayReason, sayRunRate } from './words.ts'

const growth: Standing = { kind: 'growth', period: '2024-06', unit: '%', done: 3.1, due: 8, goal: 8, forecast: 3.4, pMiss: 0.998, monthsLeft: 6 }
const count: Standing = {
  kind: 'count',
  period: '2024-06',
  unit: '户',
  done: 123_000,
  due: 130_000,
  goal: 250_000,
  forecast: 243_000,
  pMiss: 0.62,
  monthsLeft: 6,
}
const stock: Standing = { kind: 'stock', period: '2024-09', unit: '家', done: 14_820, due: 14_500, goal: 15_000, forecast: 15_210, pMiss: 0.083, monthsLeft: 3 }
const year: Ending = { kind: 'amount', period: '2024-12', unit: '元', done: 80_670_000_000, goal: 90_000_000_000, provisional: false }

const say = <C extends ReasonCode>(code: C, params: ReasonParams[C], zh: string, en: string): readonly [ReasonCode, Reason, string, string] => [
  code,
  because(code, params),
  zh,
  en,
]

/** Each sentence of each reason, as people read it. */
const SENTENCES = [
  say(
    'on-pace',
    { ...growth, done: 11.8, forecast: 10.2, pMiss: 0.28 },
    '达到时序进度：1—6月同比增长11.8%，时序进度要求增长8%；预计全年增长10.2%，目标增长8%，完不成的可能较小（约28%）。',
    'On pace: January–June up 11.8 % where up 8 % is due; the year is expected to end at up 10.2 %, the goal is up 8 %; unlikely to be missed (about 28 %).',
  ),
  say(
    'on-pace',
    stock,
    '达到时序进度：截至9月为1.482万家，时序进度要求1.45万家；预计年末1.521万家，目标1.5万家，基本能够完成（完不成的可能约8%）。',
    'On pace: as of September 1.482万家 where 1.45万家 is due; the year is expected to end at 1.521万家, the goal is 1.5万家; will hardly be missed (about 8 %).',
  ),
  say(
    'reached',
    { ...count, done: 251_000, forecast: 400_000, pMiss: 0 },
    '全年目标已完成：1—6月完成25.1万户，全年目标25万户。',
    "The year's goal is reached: January–June 25.1万户, the goal is 25万户.",
  ),
  say(
    'below-line',
    { ...count, pMiss: 0.41 },
    '落后于时序进度：1—6月完成12.3万户，时序进度要求13万户，少7000户；预计全年24.3万户，目标25万户，有可能完不成（可能性约41%）。',
    'Behind the pace line: January–June 12.3万户 where 13万户 is due, 7000户 below; the year is expected to end at 24.3万户, the goal is 25万户; may be missed (about 41 %).',
  ),
  say(
    'below-line',
    { ...stock, unit: '%', kind: 'share', done: 44.2, due: 45, goal: 46, forecast: null, pMiss: null },
    '落后于时序进度：截至9月为44.2%，时序进度要求45%，低0.8个百分点；全年目标46%。',
    "Behind the pace line: as of September 44.2% where 45% is due, 0.8 points below; the year's goal is 46%.",
  ),
  say(
    'miss-likely',
    count,
    '完不成的可能较大（约62%）：1—6月完成12.3万户，时序进度要求13万户，少7000户；预计全年24.3万户，目标25万户。',
    'More likely to be missed than met (about 62 %): January–June 12.3万户 where 13万户 is due, 7000户 below; the year is expected to end at 24.3万户, the goal is 25万户.',
  ),
  say(
    'miss-near-certain',
    growth,
    '几乎肯定完不成（可能性99%以上）：1—6月同比增长3.1%，时序进度要求增长8%，低4.9个百分点；预计全年增长3.4%，目标增长8%。',
    'Almost certain to be missed (over 99 %): January–June up 3.1 % where up 8 % is due, 4.9 points below; the year is expected to end at up 3.4 %, the goal is up 8 %.',
  ),
  say(
    'miss-near-certain',
    { ...growth, done: -0.4, forecast: -0.2 },
    '几乎肯定完不成（可能性99%以上）：1—6月同比下降0.4%，时序进度要求增长8%，低8.4个百分点；预计全年下降0.2%，目标增长8%。',
    'Almost certain to be missed (over 99 %): January–June down 0.4 % where up 8 % is due, 8.4 points below; the year is expected to end at down 0.2 %, the goal is up 8 %.',
  ),
  say(
    'miss-likely-twice',
    { ...count, pMiss: 0.744 },
    '连续两期研判，很可能完不成（可能性约74%）：1—6月完成12.3万户，时序进度要求13万户，少7000户；预计全年24.3万户，目标25万户。',
    'In two readings running, likely to be missed (about 74 %): January–June 12.3万户 where 13万户 is due, 7000户 below; the year is expected to end at 24.3万户, the goal is 25万户.',
  ),
  say(
    'still-red',
    { ...count, pMiss: 0.55 },
    '红灯尚未解除，完不成的可能较大（约55%）：1—6月完成12.3万户，时序进度要求13万户，少7000户；预计全年24.3万户，目标25万户。',
    'Still red, more likely to be missed than met (about 55 %): January–June 12.3万户 where 13万户 is due, 7000户 below; the year is expected to end at 24.3万户, the goal is 25万户.',
  ),
  say(
    'just-released',
    { ...growth, done: 8.2, forecast: 8.1, pMiss: 0.4 },
    '由红灯转为黄灯，继续观察：1—6月同比增长8.2%，时序进度要求增长8%；预计全年增长8.1%，目标增长8%，有可能完不成（可能性约40%）。',
    'From red to yellow, under watch: January–June up 8.2 % where up 8 % is due; the year is expected to end at up 8.1 %, the goal is up 8 %; may be missed (about 40 %).',
  ),
  say(
    'first-reading',
    { ...count, kind: 'count', unit: '个', done: 120, due: null, goal: 920, forecast: null, pMiss: 0.97 },
    '没有往年数据，待下期确认，极可能完不成（可能性约97%）：1—6月完成120个；全年目标920个。',
    "Without earlier years, to be confirmed by the next reading, very likely to be missed (about 97 %): January–June 120个; the year's goal is 920个.",
  ),
  say(
    'on-pace',
    { ...count, done: 150_000, rough: true, pMiss: 0.1 },
    '达到时序进度：1—6月完成15万户（约数或下限），时序进度要求13万户；预计全年24.3万户，目标25万户，完不成的可能较小（约10%）。',
    'On pace: January–June 15万户 (a bound or an estimate) where 13万户 is due; the year is expected to end at 24.3万户, the goal is 25万户; unlikely to be missed (about 10 %).',
  ),
  say(
    'on-pace',
    { ...growth, kind: 'share', done: 5.4, due: 5.5, goal: 5.5, forecast: 5.3, pMiss: 0.1, cap: true },
    '达到时序进度：截至6月为5.4%，时序进度要求不超过5.5%；预计年末5.3%，目标不超过5.5%，完不成的可能较小（约10%）。',
    'On pace: as of June 5.4% where at most 5.5% is due; the year is expected to end at 5.3%, the goal is at most 5.5%; unlikely to be missed (about 10 %).',
  ),
  say(
    'missed',
    { kind: 'share', period: '2024-12', unit: '%', done: 5.7, goal: 5.5, cap: true, provisional: false },
    '全年目标未完成：截至12月为5.7%，目标不超过5.5%，高0.2个百分点。',
    'Missed: as of December 5.7%, the goal was at most 5.5%, 0.2 points above.',
  ),
  say(
    'preset',
    { ...count, preset: 'wuhan-2022', why: '' },
    '按武汉市2022年规则判定：1—6月完成12.3万户，时序进度要求13万户，少7000户；预计全年24.3万户，目标25万户，完不成的可能较大（约62%）。',
    "By Wuhan's rule of 2022: January–June 12.3万户 where 13万户 is due, 7000户 below; the year is expected to end at 24.3万户, the goal is 25万户; more likely to be missed than met (about 62 %).",
  ),
  say(
    'met',
    { ...year, done: 91_000_000_000, provisional: true },
    '全年目标完成：2024年全年完成910亿元，目标900亿元（初步数）。',
    'Met: the whole of 2024 910亿元, the goal was 900亿元 (provisional).',
  ),
  say(
    'missed',
    year,
    '全年目标未完成：2024年全年完成806.7亿元，目标900亿元，少93.3亿元。',
    'Missed: the whole of 2024 806.7亿元, the goal was 900亿元, 93.3亿元 below.',
  ),
  say(
    'missed',
    { ...year, kind: 'growth', unit: '%', done: 3.1, goal: 8 },
    '全年目标未完成：2024年全年同比增长3.1%，目标增长8%，低4.9个百分点。',
    'Missed: the whole of 2024 up 3.1 %, the goal was up 8 %, 4.9 points below.',
  ),
  say(
    'no-figure-by-deadline',
    { year: 2024, deadline: '2025-03-31', period: '2024-11', done: 3.1 },
    '至2025年3月31日仍无2024年全年数据，结果无法认定（最近一期为2024年11月）。',
    'No figure for the whole of 2024 by 31 March 2025, so the outcome is unknown (the newest is of November 2024).',
  ),
  say(
    'no-figure-by-deadline',
    { year: 2024, deadline: '2025-03-31', period: null, done: null },
    '至2025年3月31日仍无2024年全年数据，结果无法认定。',
    'No figure for the whole of 2024 by 31 March 2025, so the outcome is unknown.',
  ),
  say(
    'no-report',
    { year: 2024, publisher: '市商务局', due: '2024-12-31' },
    '期限2024年12月31日已过，市商务局尚未报告是否完成。',
    'Due by 31 December 2024, and 市商务局 has not said whether it is done.',
  ),
  say(
    'no-report',
    { year: 2024, publisher: '市商务局', due: null },
    '市商务局尚未报送2024年数据，暂不研判。',
    '市商务局 has reported nothing for 2024 yet; not judged.',
  ),
  say(
    'no-release',
    { year: 2024, publisher: '市统计局' },
    '市统计局尚未公布2024年数据，暂不研判。',
    '市统计局 has published nothing for 2024 yet; not judged.',
  ),
  say(
    'incomparable',
    { year: 2024, publisher: '市统计局', newest: '2024-06', measure: 'growth' },
    '市统计局已有数据（最近一期为2024年6月）与目标口径不同，不能比较，暂不研判。',
    'Figures of 市统计局 (the newest of June 2024) do not measure what the target says; not judged.',
  ),
  say(
    'bound-only',
    { period: '2024-06', unit: '家', done: 300, goal: 1000 },
    '只有约数或下限，不据此判定落后：截至2024年6月为300家，全年目标1000家。',
    'Only a bound or an estimate, which shows nothing behind: 300家 as of June 2024, the goal is 1000家.',
  ),
  say(
    'not-judged',
    { firmness: 'scope' },
    '报告中的数字只说明事项数量，不是年度进度目标，不作研判。',
    'The number only says how many things there are; not judged.',
  ),
  say('not-judged', { firmness: 'progress' }, '报告未提出年内完成的要求，不作进度研判。', 'The report promises no end of it within the year; not judged.'),
  say(
    'milestone-done',
    { due: '2024-06-30', doneOn: '2024-06-18', daysLate: 0 },
    '已按期完成：2024年6月18日完成，期限2024年6月30日。',
    'Done in time: on 18 June 2024, due on 30 June 2024.',
  ),
  say(
    'milestone-done',
    { due: '2024-06-30', doneOn: '2024-07-01', daysLate: 1 },
    '已完成，比期限晚1天：2024年7月1日完成，期限2024年6月30日。',
    'Done 1 day late: on 1 July 2024, due on 30 June 2024.',
  ),
  say('milestone-ahead', { due: '2024-12-31', daysLeft: 45 }, '尚未到期：期限2024年12月31日。', 'Not due yet: due on 31 December 2024.'),
  say('milestone-past-due', { due: '2024-06-30', daysLate: 12 }, '到期未完成：期限2024年6月30日。', 'Past due: due on 30 June 2024, not done.'),
]

describe('a reason is one sentence in Chinese and one in English', () => {
  it.each(SENTENCES)('%s: %o', (_code, reason, zh, en) => {
    expect(sayReason(reason)).toStrictEqual({ zh, en })
  })

  it('has a case here for every code', () => {
    expect(Object.keys(REASONS_ZH).filter((code) => !SENTENCES.some(([tried]) => tried === code))).toEqual([])
  })
})

describe('a probability is said in words that its number does not contradict', () => {
  it.each([
    [1, '几乎肯定完不成（可能性99%以上）', 'almost certain to be missed (over 99 %)'],
    [0.995, '几乎肯定完不成（可能性99%以上）', 'almost certain to be missed (over 99 %)'],
    [0.9949, '极可能完不成（可能性约99%）', 'very likely to be missed (about 99 %)'],
    [0.9, '极可能完不成（可能性约90%）', 'very likely to be missed (about 90 %)'],
    [0.8999, '很可能完不成（可能性约89%）', 'likely to be missed (about 89 %)'],
    [0.7, '很可能完不成（可能性约70%）', 'likely to be missed (about 70 %)'],
    [0.57, '完不成的可能较大（约57%）', 'more likely to be missed than met (about 57 %)'],
    [0.4999, '有可能完不成（可能性约49%）', 'may be missed (about 49 %)'],
    [0.29, '完不成的可能较小（约29%）', 'unlikely to be missed (about 29 %)'],
    [0.01, '基本能够完成（完不成的可能约1%）', 'will hardly be missed (about 1 %)'],
    [0, '基本能够完成（完不成的可能不到1%）', 'will hardly be missed (under 1 %)'],
  ])('%d', (pMiss, zh, en) => {
    expect(sayChance(pMiss)).toStrictEqual({ zh, en })
  })
})

describe('what the rest of the year needs', () => {
  const of = (period: string, requiredPerMonth: number | null, requiredRunRate: number | null, bestRunRate: number | null = null) =>
    ({ period, requiredPerMonth, requiredRunRate, bestRunRate }) as unknown as Assessment

  it.each([
    [of('2024-06', 21_167, 0.31), '户', '后6个月需月均完成2.117万户，为去年同期的1.31倍', "the remaining 6 months need 2.117万户 each, 1.31 times last year's"],
    [
      of('2024-06', 21_167, 0.31, 0.12),
      '户',
      '后6个月需月均完成2.117万户，为去年同期的1.31倍，超过历年同期最好的1.12倍',
      "the remaining 6 months need 2.117万户 each, 1.31 times last year's, beyond the best ever of 1.12 times",
    ],
    [
      of('2024-06', 21_167, 0.05, 0.12),
      '户',
      '后6个月需月均完成2.117万户，为去年同期的1.05倍（历年同期最好为1.12倍）',
      "the remaining 6 months need 2.117万户 each, 1.05 times last year's (best ever: 1.12 times)",
    ],
    [of('2024-06', 133.33, null), '个', '后6个月需月均完成133个', 'the remaining 6 months need 133个 each'],
    [of('2024-11', 133.33, null), '个', '最后1个月需完成133个', 'the last month needs 133个'],
    [of('2024-06', null, 0.129), '%', '后6个月需达到去年同期的1.13倍', "the remaining 6 months need 1.13 times last year's"],
    [of('2024-06', 133.33, null), '家', '后6个月需月均增加133家', 'the remaining 6 months need 133家 each', 'stock'],
    [of('2024-06', 0.25, null), '%', '后6个月需月均提高0.25个百分点', 'the remaining 6 months need 0.25 points each', 'share'],
    [of('2024-11', 0.25, null), '%', '最后1个月需提高0.25个百分点', 'the last month needs 0.25 points', 'share'],
  ] as const)('%o in %s: %s', (assessment, unit, zh, en, kind: Kind = 'count') => {
    expect(sayRunRate(assessment, { kind, unit })).toStrictEqual({ zh, en })
  })

  it.each([
    ['the year is over', of('2024-12', 100, 0.2)],
    ['nothing is judged', of(null as unknown as string, 100, 0.2)],
    ['the goal is reached', of('2024-06', 0, -1)],
    ['nothing is known of it', of('2024-06', null, null)],
  ])('is not said where %s', (_why, assessment) => {
    expect(sayRunRate(assessment, { kind: 'count', unit: '户' })).toBeNull()
  })
})
