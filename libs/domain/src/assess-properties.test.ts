import { anIndicator, anObservation, aTarget, growthsOf, inventCourse, levelsOf } from '@shixu/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessFrom, assessYear, judgedFrom } from './assess.ts'
import type { Assessment } from './assessment.ts'
import { dayOf } from './day.ts'
import { FRESH } from './light/memory.ts'
import type { Bound, Coverage, Measure, Observation } from './observation.ts'
import { type Day, periodOf } from './period.ts'
import { append, createSeries } from './series.ts'
import type { Kind, Target } from './target.ts'

/** What is published for each kind of target. */
const PUBLISHED: Readonly<Record<Exclude<Kind, 'milestone'>, readonly (readonly [Measure, Coverage])[]>> = {
  growth: [
    ['growth', 'ytd'],
    ['level', 'ytd'],
  ],
  amount: [
    ['level', 'ytd'],
    ['growth', 'ytd'],
    ['level', 'month'],
    ['level', 'quarter'],
  ],
  count: [['level', 'ytd']],
  stock: [
    ['level', 'point'],
    ['growth', 'point'],
  ],
  share: [
    ['share', 'point'],
    ['share', 'ytd'],
  ],
}

const day: fc.Arbitrary<Day> = fc
  .tuple(fc.integer({ min: 2022, max: 2025 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => dayOf(year, month, date))

const bound: fc.Arbitrary<Bound> = fc.constantFrom('exact', 'exact', 'exact', 'exact', 'about', 'at-least', 'estimate')

const observation = (kind: Exclude<Kind, 'milestone'>): fc.Arbitrary<Observation> =>
  fc
    .record({
      of: fc.constantFrom(...PUBLISHED[kind]),
      year: fc.integer({ min: 2021, max: 2024 }),
      month: fc.integer({ min: 1, max: 12 }),
      size: fc.integer({ min: 1, max: 400 }),
      published: day,
      bound,
    })
    .map(({ of: [measure, coverage], year, month, size, ...rest }) => {
      const isLevel = measure === 'level'
      const grows = coverage === 'ytd' ? month : 1
      const value = isLevel ? size * grows * 1000 : (size - 100) / 10
      return anObservation({ ...rest, measure, coverage, period: periodOf(year, month), value, unit: isLevel ? '元' : '%', step: isLevel ? 100 : 0.1 })
    })

const target = (kind: Exclude<Kind, 'milestone'>): fc.Arbitrary<Target> =>
  fc
    .record({
      comparator: fc.constantFrom('at-least', 'above', 'about', 'at-most'),
      size: fc.integer({ min: 1, max: 5000 }),
      lightBy: fc.constantFrom('forecast', 'forecast', 'sanya-2022', 'straight', 'xuancheng-2020'),
    })
    .map(({ size, ...rest }) => {
      const value = kind === 'growth' || kind === 'share' ? size / 200 : size * 1000
      return aTarget({ ...rest, kind, value, valueExpanded: value, unitExpanded: '元' })
    })

/** What the log knows a vintage by. */
const keyOf = (of: Observation): string => [of.period, of.measure, of.coverage, of.published, of.bound === 'exact' ? '' : of.bound].join()

/** Three full years and a part of the fourth, for those kinds that are foretold by them; nothing for half of the situations. */
const history = (kind: Kind): fc.Arbitrary<readonly Observation[]> =>
  fc.record({ isFull: fc.boolean(), seed: fc.integer({ min: 1, max: 1000 }), until: fc.integer({ min: 2, max: 12 }) }).map(({ isFull, seed, until }) => {
    if (!isFull || kind === 'stock' || kind === 'share') return []
    const course = inventCourse(seed, { firstYear: 2021, years: 4 })
    return [...[2021, 2022, 2023].flatMap((year) => levelsOf(course, year)), ...levelsOf(course, 2024, until), ...growthsOf(course, 2024, until)]
  })

/** A kind of target, its figures without two under one key, and a day to ask on. */
const situation = fc.constantFrom('growth', 'amount', 'count', 'stock', 'share').chain((kind) =>
  fc
    .record({
      target: target(kind),
      odd: fc.uniqueArray(observation(kind), { maxLength: 40, selector: keyOf }),
      past: history(kind),
      asOf: day,
    })
    .map(({ target: of, odd, past, asOf }) => {
      const keys = new Set(odd.map(keyOf))
      const isFull = past.length > 0
      // A goal that such a history might reach.
      const value = isFull && of.kind !== 'growth' ? (of.value ?? 0) * 4000 : of.value
      const observations = [...past.filter((each) => !keys.has(keyOf(each))), ...(isFull ? odd.slice(0, 4) : odd)]
      return { target: { ...of, value, valueExpanded: value }, observations, asOf: isFull ? '2025-03-01' : asOf }
    }),
)

const indicator = anIndicator({ unit: '元' })
const seriesOf = (observations: readonly Observation[]) => {
  const series = createSeries(indicator)
  for (const each of observations) append(series, each)
  return series
}
const assess = (of: Target, observations: readonly Observation[], asOf: Day): readonly Assessment[] =>
  assessYear({ target: of, indicator, series: seriesOf(observations), asOf })

/** Ten times as much of everything that is counted. */
const tenfold = (observations: readonly Observation[]): readonly Observation[] =>
  observations.map((each) => (each.measure === 'level' ? { ...each, value: each.value * 10, step: each.step * 10 } : each))

const shape = ({ light, outcome, pMiss, shareOfPace, requiredRunRate, presets, reason, method, paceLine, period }: Assessment) => ({
  ...{ light, outcome, presets, method, paceLine, period, code: reason.code },
  ...{ pMiss: rounded(pMiss), shareOfPace: rounded(shareOfPace), requiredRunRate: rounded(requiredRunRate) },
})
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(6)))

describe('whatever the figures', () => {
  it('the order of arrival changes no assessment', () => {
    const shuffled = situation.chain((given) =>
      fc.shuffledSubarray([...given.observations], { minLength: given.observations.length }).map((observations) => ({ ...given, shuffled: observations })),
    )
    fc.assert(
      fc.property(shuffled, ({ target: of, observations, shuffled: other, asOf }) => {
        expect(assess(of, other, asOf)).toEqual(assess(of, observations, asOf))
      }),
    )
  })

  it('the same facts twice change nothing', () => {
    fc.assert(
      fc.property(situation, ({ target: of, observations, asOf }) => {
        expect(assess(of, [...observations, ...observations], asOf)).toEqual(assess(of, observations, asOf))
      }),
    )
  })

  it('nothing that is published after the day counts on it', () => {
    fc.assert(
      fc.property(situation, ({ target: of, observations, asOf }) => {
        const known = observations.filter(({ published }) => published <= asOf)
        expect(assess(of, observations, asOf)).toEqual(assess(of, known, asOf))
      }),
    )
  })

  it('a period is judged by figures of periods up to it alone', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 12 }), ({ target: of, observations }, month) => {
        const until = periodOf(2024, month)
        const upTo = (assessments: readonly Assessment[]) =>
          assessments.filter(({ period }) => period !== null && period <= until).map(({ outcome, reason, ...rest }) => rest)
        const early = observations.filter(({ period }) => period <= until)
        expect(upTo(assess(of, observations, '2025-03-01'))).toEqual(upTo(assess(of, early, '2025-03-01')))
      }),
    )
  })

  it('judging on from a new figure gives what judging all again gives', () => {
    fc.assert(
      fc.property(situation, ({ target: of, observations, asOf }) => {
        const newest = observations.at(-1)
        const from = newest === undefined ? null : judgedFrom(of, newest)
        if (from === null) return
        const question = { target: of, indicator, asOf }
        const before = assessFrom({ ...question, series: seriesOf(observations.slice(0, -1)), from: '2024-01', before: FRESH })
        const kept = before.assessments.findLastIndex(({ period }) => period !== null && period < from)
        const series = seriesOf(observations)
        const on = assessFrom({ ...question, series, from, before: before.memories[kept] ?? FRESH })
        const all = assessFrom({ ...question, series, from: '2024-01', before: FRESH })
        expect(on.assessments).toEqual(all.assessments.slice(all.assessments.length - on.assessments.length))
        expect(on.memories).toEqual(all.memories.slice(all.memories.length - on.memories.length))
      }),
    )
  })

  it('what is already reached is never red before the year is over', () => {
    fc.assert(
      fc.property(situation, ({ target: of, observations, asOf }) => {
        const isSum = of.kind !== 'growth' && of.comparator !== 'at-most'
        const reached = assess(of, observations, asOf).filter(({ done, period }) => isSum && period !== '2024-12' && done !== null && done > (of.value ?? 0))
        expect(reached.filter(({ light }) => light === 'red')).toEqual([])
      }),
    )
  })

  it('ten times as much of everything changes nothing but the amounts', () => {
    const sums = situation.filter(({ target: of }) => of.kind === 'amount' || of.kind === 'growth')
    fc.assert(
      fc.property(sums, ({ target: of, observations, asOf }) => {
        const value = of.kind === 'amount' ? (of.value ?? 0) * 10 : of.value
        const larger = { ...of, value, valueExpanded: value }
        expect(assess(larger, tenfold(observations), asOf).map(shape)).toEqual(assess(of, observations, asOf).map(shape))
      }),
    )
  })

  it('every number is finite, and every probability is one', () => {
    fc.assert(
      fc.property(situation, ({ target: of, observations, asOf }) => {
        for (const { pMiss, forecast, forecastLow, forecastHigh, paceDue, done } of assess(of, observations, asOf)) {
          for (const value of [pMiss, forecast, forecastLow, forecastHigh, paceDue, done]) expect(value === null || Number.isFinite(value)).toBe(true)
          expect(pMiss === null || (pMiss >= 0 && pMiss <= 1)).toBe(true)
          expect(forecastLow === null || forecastHigh === null || forecastLow <= forecastHigh).toBe(true)
        }
      }),
    )
  })
})
