import { aMilestone, anIndicator, anObservation, aReportedIndicator, aTarget, growthsOf, inventCourse, levelsOf } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { assessFrom, assessYear, decisiveDays, judgedFrom } from './assess.ts'
import { FRESH } from './light/memory.ts'
import type { Observation } from './observation.ts'
import { append, createSeries } from './series.ts'
import type { Target } from './target.ts'

const judge = (
  target: Target,
  observations: readonly Observation[],
  { asOf = '2024-12-31', indicator = anIndicator({ unit: target.unitExpanded ?? '%' }) } = {},
) => {
  const series = createSeries(indicator)
  for (const observation of observations) append(series, observation)
  return assessYear({ target, indicator, series, asOf })
}

const brief = (target: Target, observations: readonly Observation[], over = {}) =>
  judge(target, observations, over).map(({ period, light, outcome, reason }) => [period, light, outcome, reason.code])

const growth = (period: string, value: number, over: Partial<Observation> = {}) => anObservation({ period, value, published: '2024-12-01', ...over })
const level = (period: string, value: number, over: Partial<Observation> = {}) => growth(period, value, { measure: 'level', unit: '家', step: 1, ...over })
const shops = (over: Partial<Target> = {}) => aTarget({ kind: 'count', unit: '家', unitExpanded: '家', value: 200, valueExpanded: 200, ...over })
const stock = (over: Partial<Target> = {}) => shops({ kind: 'stock', value: 225, valueExpanded: 225, ...over })
const point = (period: string, value: number, over: Partial<Observation> = {}) => level(period, value, { coverage: 'point', ...over })

describe('growth', () => {
  it('is judged period by period, and the year by December alone', () => {
    expect(brief(aTarget(), [growth('2023-12', 7), growth('2024-03', 9), growth('2024-06', 5), growth('2024-12', 8)])).toEqual([
      ['2024-03', 'green', null, 'on-pace'],
      ['2024-06', 'red', null, 'miss-near-certain'],
      ['2024-12', 'green', 'met', 'met'],
    ])
  })

  it('goes by published growth where the levels say something else', () => {
    const levels = [level('2023-12', 100, { unit: '元' }), level('2024-12', 97, { unit: '元' })]
    const [newest] = judge(aTarget({ unitExpanded: '元' }), [...levels, growth('2024-12', 8.5)])
    expect([newest?.done, newest?.outcome]).toEqual([8.5, 'met'])
  })

  it('goes by the levels where none is published', () => {
    const [newest] = judge(aTarget({ unitExpanded: '元' }), [level('2023-12', 100, { unit: '元' }), level('2024-12', 109, { unit: '元' })])
    expect([newest?.done, newest?.outcome]).toEqual([expect.closeTo(9), 'met'])
  })

  it('of January alone is not judged', () => {
    expect(brief(aTarget(), [growth('2024-01', -5)])).toEqual([[null, 'grey', null, 'incomparable']])
  })

  it('that is to stay below is mirrored', () => {
    const cpi = aTarget({ comparator: 'at-most', value: 3, valueExpanded: 3 })
    expect(brief(cpi, [growth('2023-12', 2), growth('2024-06', 1), growth('2024-09', 6), growth('2024-12', 3)])).toEqual([
      ['2024-06', 'green', null, 'on-pace'],
      ['2024-09', 'red', null, 'miss-near-certain'],
      ['2024-12', 'green', 'met', 'met'],
    ])
  })

  it('is foretold by the levels where two full years of them are known', () => {
    const course = inventCourse(1)
    const [newest] = judge(aTarget({ value: 5, valueExpanded: 5, unitExpanded: '元' }), [
      ...levelsOf(course, 2022),
      ...levelsOf(course, 2023),
      ...levelsOf(course, 2024, 6).slice(-1),
      ...growthsOf(course, 2024, 6),
    ]).slice(-1)
    expect(newest).toMatchObject({ period: '2024-06', method: 'blend', paceLine: 'target-growth', done: growthsOf(course, 2024, 6).at(-1)?.value })
    const total = 100 * (course.ytd(2024, 12) / course.ytd(2023, 12) - 1)
    expect(newest?.forecastLow).toBeLessThan(total)
    expect(newest?.forecastHigh).toBeGreaterThan(total)
  })
})

describe('what accumulates', () => {
  it('is met as soon as it is reached', () => {
    expect(brief(shops(), [level('2024-06', 90), level('2024-09', 200)])).toEqual([
      ['2024-06', 'yellow', null, 'miss-likely'],
      ['2024-09', 'green', 'met', 'reached'],
    ])
  })

  it('has its usual share as its line, a straight one without any past', () => {
    const past = [2021, 2022, 2023].flatMap((year) => [level(`${year}-06`, 60), level(`${year}-12`, 200)])
    expect(judge(shops(), [...past, level('2024-06', 61)])[0]).toMatchObject({ paceLine: 'mean-share', paceDue: expect.closeTo(60) })
    expect(judge(shops(), [level('2024-06', 61)])[0]).toMatchObject({ paceLine: 'straight', paceDue: 100, method: 'no-history' })
  })

  it('has the registry’s plan as its line where there is one', () => {
    const planned = shops({
      plan: [
        { period: '2024-06', value: 50 },
        { period: '2024-12', value: 200 },
      ],
    })
    expect(judge(planned, [level('2024-06', 55)])[0]).toMatchObject({ paceLine: 'plan', paceDue: 50, light: 'green' })
  })

  it('without history is not red from a first reading', () => {
    expect(brief(shops(), [level('2024-03', 1), level('2024-06', 2)])).toEqual([
      ['2024-03', 'yellow', null, 'first-reading'],
      ['2024-06', 'red', null, 'miss-near-certain'],
    ])
  })

  it('is judged once a year where it is published once a year', () => {
    expect(brief(shops(), [level('2023-12', 235), level('2024-12', 456)])).toEqual([['2024-12', 'green', 'met', 'met']])
  })

  it('that is to stay below is red once it has passed its limit', () => {
    expect(brief(shops({ comparator: 'at-most' }), [level('2024-03', 20), level('2024-06', 90), level('2024-09', 201)])).toEqual([
      ['2024-03', 'green', null, 'on-pace'],
      ['2024-06', 'green', null, 'on-pace'],
      ['2024-09', 'red', null, 'miss-near-certain'],
    ])
  })

  it('needs so much a month, and so much more than last year', () => {
    const past = [2022, 2023].flatMap((year) => [level(`${year}-06`, 60), level(`${year}-12`, 160)])
    expect(judge(shops(), [...past, level('2024-06', 70)])[0]).toMatchObject({
      requiredPerMonth: expect.closeTo(130 / 6),
      requiredRunRate: expect.closeTo(0.3),
      bestRunRate: expect.closeTo(0),
    })
  })
})

describe('a level by year end', () => {
  it('is drawn straight from its baseline', () => {
    const target = stock({ baseline: { period: '2023-12', value: 205 } })
    expect(judge(target, [point('2024-06', 216)])[0]).toMatchObject({ paceLine: 'baseline-line', paceDue: 215, light: 'green', method: 'baseline-line' })
  })

  it('starts from last December’s figure where it is known', () => {
    expect(judge(stock({ baseline: { period: '2023-09', value: 1 } }), [point('2023-12', 205), point('2024-06', 214)])[0]).toMatchObject({
      paceDue: 215,
      light: 'yellow',
    })
  })

  it('is foretold by the changes of past years', () => {
    const past = [2021, 2022, 2023].flatMap((year) => [point(`${year}-06`, 100), point(`${year}-12`, 112 + (year % 2))])
    const [newest] = judge(stock({ value: 120, valueExpanded: 120 }), [...past, point('2024-06', 117)])
    expect(newest).toMatchObject({ method: 'level-drift', light: 'green' })
  })

  it('that is already reached is not red, whatever is foretold', () => {
    const past = [2021, 2022, 2023].flatMap((year) => [point(`${year}-06`, 130), point(`${year}-12`, 90)])
    expect(brief(stock({ value: 120, valueExpanded: 120 }), [...past, point('2024-06', 121)])).toEqual([['2024-06', 'yellow', null, 'miss-likely']])
  })

  it('without any line is judged only once it is reached, or at the year’s end', () => {
    expect(brief(stock(), [point('2024-06', 180)])).toEqual([[null, 'grey', null, 'incomparable']])
    expect(brief(stock(), [point('2024-06', 180), point('2024-09', 230)])).toEqual([['2024-09', 'green', null, 'reached']])
  })

  it('in per cent goes the same way', () => {
    const share = aTarget({ kind: 'share', value: 50, valueExpanded: 50, baseline: { period: '2023-12', value: 44 } })
    const at = (period: string, value: number) => growth(period, value, { measure: 'share' })
    expect(brief(share, [at('2024-06', 46), at('2024-12', 49.95)])).toEqual([
      ['2024-06', 'yellow', null, 'first-reading'],
      ['2024-12', 'green', 'met', 'met'],
    ])
  })
})

describe('bounds and estimates', () => {
  it.each(['at-least', 'about', 'estimate'] as const)('%s shows a target reached, and never behind', (bound) => {
    expect(brief(shops(), [level('2024-06', 30, { bound })])).toEqual([[null, 'grey', null, 'bound-only']])
    expect(brief(shops(), [level('2024-06', 100, { bound })])).toEqual([['2024-06', 'green', null, 'on-pace']])
    expect(brief(shops(), [level('2024-06', 200, { bound })])).toEqual([['2024-06', 'green', 'met', 'reached']])
    expect(brief(shops(), [level('2024-12', 199, { bound })])).toEqual([[null, 'grey', null, 'bound-only']])
    expect(brief(shops(), [level('2024-12', 200, { bound })])).toEqual([['2024-12', 'green', 'met', 'met']])
  })

  it('say that the outcome is provisional', () => {
    expect(judge(shops(), [level('2024-12', 200, { bound: 'at-least' })])[0]?.reason.params).toMatchObject({ provisional: true })
  })
})

describe('a year without figures', () => {
  it.each([
    ['that a bureau owes', aReportedIndicator(), 'no-report'],
    ['that an office publishes', anIndicator(), 'no-release'],
  ])('%s is grey', (_, indicator, code) => {
    expect(brief(aTarget(), [], { indicator })).toEqual([[null, 'grey', null, code]])
  })

  it.each(['scope', 'progress'] as const)('is grey where the number is %s', (firmness) => {
    expect(brief(aTarget({ firmness }), [growth('2024-06', 1)])).toEqual([[null, 'grey', null, 'not-judged']])
  })

  it('is unknown after 31 March, which a late figure re-opens', () => {
    expect(brief(aTarget(), [], { asOf: '2025-03-31' })).toEqual([[null, 'grey', null, 'no-release']])
    expect(brief(aTarget(), [], { asOf: '2025-04-01' })).toEqual([[null, 'grey', 'unknown', 'no-figure-by-deadline']])
    const late = growth('2024-12', 8, { published: '2025-05-01' })
    expect(brief(aTarget(), [late], { asOf: '2025-05-01' })).toEqual([['2024-12', 'green', 'met', 'met']])
  })

  it('keeps the light of its newest period when the deadline passes', () => {
    expect(brief(aTarget(), [growth('2023-12', 7), growth('2024-06', 2)], { asOf: '2025-04-01' })).toEqual([
      ['2024-06', 'red', 'unknown', 'no-figure-by-deadline'],
    ])
  })
})

describe('a milestone', () => {
  const indicator = anIndicator({ releaseBasis: 'stated' })
  const done = (doneOn: string, over: Partial<Observation> = {}) =>
    anObservation({ period: doneOn.slice(0, 7), measure: 'done', coverage: 'point', value: 1, published: doneOn, doneOn, ...over })

  it.each<[name: string, reports: readonly Observation[], asOf: string, verdict: readonly unknown[]]>([
    ['is ahead until its day', [], '2024-09-30', [null, 'grey', null, 'milestone-ahead']],
    ['is past due the day after', [], '2024-10-01', ['2024-09', 'red', null, 'milestone-past-due']],
    ['is unknown after 31 March', [], '2025-04-01', ['2024-09', 'red', 'unknown', 'milestone-past-due']],
    ['is met where it is done in time', [done('2024-09-30')], '2024-10-01', ['2024-09', 'green', 'met', 'milestone-done']],
    ['is met late within the year', [done('2024-11-05')], '2024-12-01', ['2024-11', 'yellow', 'met', 'milestone-done']],
    ['is missed where it is done after the year', [done('2025-01-05')], '2025-02-01', ['2025-01', 'yellow', 'missed', 'milestone-done']],
    ['is not done before anyone says so', [done('2024-09-01', { published: '2024-10-15' })], '2024-10-01', ['2024-09', 'red', null, 'milestone-past-due']],
    [
      'can be taken back',
      [done('2024-08-01'), done('2024-08-01', { value: 0, published: '2024-08-20' })],
      '2024-09-01',
      [null, 'grey', null, 'milestone-ahead'],
    ],
  ])('%s', (_, reports, asOf, verdict) => {
    expect(brief(aMilestone(), reports, { asOf, indicator })).toEqual([verdict])
  })
})

describe('the light that alerts are raised on', () => {
  it('is that of the region’s rule where it chose one, with the forecast beside it', () => {
    const [newest] = judge(shops({ lightBy: 'straight' }), [level('2024-06', 70)])
    expect(newest).toMatchObject({ light: 'red', reason: { code: 'preset', params: { preset: 'straight', why: '10-points-below' } }, method: 'no-history' })
  })

  it('is that of the forecast where the rule does not apply', () => {
    expect(judge(aTarget({ lightBy: 'straight' }), [growth('2024-06', 9)])[0]?.reason.code).toBe('on-pace')
  })

  it('remembers for rules that count months', () => {
    const lights = judge(shops({ lightBy: 'sanya-2022' }), [level('2024-06', 90), level('2024-07', 110), level('2024-08', 120)]).map(({ light }) => light)
    expect(lights).toEqual(['yellow', 'red', 'red'])
  })
})

describe('judging on', () => {
  const observations = [growth('2023-12', 7), growth('2024-03', 6), growth('2024-06', 6.5), growth('2024-09', 7)]
  const series = createSeries(anIndicator())
  for (const observation of observations) append(series, observation)
  const question = { target: aTarget(), indicator: anIndicator(), series, asOf: '2024-12-31' }

  it('from a period with what was remembered gives what judging the whole year gives', () => {
    const whole = assessFrom({ ...question, from: '2024-01', before: FRESH })
    const rest = assessFrom({ ...question, from: '2024-06', before: whole.memories[0] ?? FRESH })
    expect(rest.assessments).toEqual(whole.assessments.slice(1))
    expect(assessYear(question)).toEqual(whole.assessments)
  })

  it('from a period that has no figure gives nothing', () => {
    expect(assessFrom({ ...question, from: '2024-10', before: FRESH }).assessments).toEqual([])
  })
})

it.each([
  ['a month of the year, from it on', '2024-05', '2024-05'],
  ['one of an earlier year, all of it', '2022-12', '2024-01'],
  ['one of a later year, nothing', '2025-02', null],
])('%s is judged again', (_, period, from) => {
  expect(judgedFrom(aTarget(), growth(period, 8))).toBe(from)
})

it('days that matter by themselves', () => {
  expect(decisiveDays(aTarget())).toEqual(['2025-04-01'])
  expect(decisiveDays(aMilestone())).toEqual(['2024-10-01', '2025-04-01'])
})
