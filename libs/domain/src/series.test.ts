import { anIndicator, anObservation } from '@shixu/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayOf } from './day.ts'
import type { Observation } from './observation.ts'
import { exactly, THIS_YEAR } from './series/column.ts'
import { doneOn } from './series/done-on.ts'
import { createFigures, lookUp } from './series/figures.ts'
import { dayOfStamp, isAssumed, unmarked } from './series/vintage.ts'
import { append, createSeries, knownPeriods } from './series.ts'

const seriesOf = (...observations: readonly Observation[]) => {
  const series = createSeries(anIndicator())
  return { series, said: observations.map((observation) => append(series, observation)) }
}

/** Growth of May 2024 as it was known on a day, and since when. */
const knownOn = (observations: readonly Observation[], asOf: string) => {
  const figures = createFigures()
  lookUp(figures, seriesOf(...observations).series, { year: 2024, kind: 'growth', asOf })
  const at = THIS_YEAR + 4
  return Number.isNaN(figures.growth.value[at]) ? null : [figures.growth.value[at], dayOfStamp(figures.growth.published[at] ?? 0)]
}

const on = (published: string, value: number, over: Partial<Observation> = {}) => anObservation({ published, value, ...over })

describe('what a figure is to its series', () => {
  it.each<[name: string, before: readonly Observation[], next: Observation, said: string]>([
    ['the first is new', [], on('2024-06-20', 8), 'new'],
    ['another period is new', [on('2024-06-20', 8)], on('2024-07-20', 8, { period: '2024-06' }), 'new'],
    ['the same again is a duplicate', [on('2024-06-20', 8)], on('2024-06-20', 8), 'duplicate'],
    ['the same value later is a duplicate', [on('2024-06-20', 8)], on('2024-07-20', 8), 'duplicate'],
    ['another value later is a revision', [on('2024-06-20', 8)], on('2024-07-20', 8.2), 'revised'],
    ['another value of an earlier day is late', [on('2024-06-20', 8)], on('2024-06-10', 7), 'late'],
    ['a bound after an exact figure is late', [on('2024-06-20', 8)], on('2024-07-20', 9, { bound: 'at-least' }), 'late'],
    ['an exact figure beats a later estimate', [on('2024-07-20', 9, { bound: 'estimate' })], on('2024-06-20', 8), 'revised'],
    ['an exact figure of a bound’s value is a revision', [on('2024-06-20', 8, { bound: 'about' })], on('2024-07-20', 8), 'revised'],
    ['another value under the same key takes its place', [on('2024-06-20', 8)], on('2024-06-20', 8.1), 'revised'],
    ['a level in another unit is not kept', [], on('2024-06-20', 8, { measure: 'level', unit: '户' }), 'incomparable'],
  ])('%s', (_, before, next, said) => {
    expect(seriesOf(...before, next).said.at(-1)).toBe(said)
  })
})

describe('a day of publication that was assumed', () => {
  const basisOf = (...observations: readonly Observation[]) => {
    const figures = createFigures()
    lookUp(figures, seriesOf(...observations).series, { year: 2024, kind: 'growth', asOf: '2024-12-31' })
    const at = THIS_YEAR + 4
    const marked = figures.growth.published[at] ?? 0
    return [dayOfStamp(unmarked(marked)), isAssumed(marked), figures.growth.step[at]]
  }

  it.each([0, 0.1])('is known as such, and nothing else is changed by it: digits of %d', (step) => {
    expect(basisOf(on('2024-06-20', 8, { step, publishedBasis: 'assumed' }))).toEqual(['2024-06-20', true, step])
    expect(basisOf(on('2024-06-20', 8, { step }))).toEqual(['2024-06-20', false, step])
  })

  it('is the day of that figure alone, and what the document says of the same day takes its place', () => {
    const assumed = on('2024-06-20', 8, { publishedBasis: 'assumed' })
    expect(basisOf(assumed, on('2024-07-20', 8.2)).slice(0, 2)).toEqual(['2024-07-20', false])
    expect(basisOf(assumed, on('2024-06-20', 8)).slice(0, 2)).toEqual(['2024-06-20', false])
    expect(seriesOf(assumed, on('2024-06-20', 8)).said).toEqual(['new', 'duplicate'])
  })
})

it('marks a milestone whose report has an assumed day', () => {
  const report = (over: Partial<Observation>) => on('2024-06-20', 1, { measure: 'done', coverage: 'point', doneOn: '2024-06-18', ...over })
  expect(doneOn(seriesOf(report({ publishedBasis: 'assumed' })).series, '2024-12-31')).toMatchObject({ on: '2024-06-18', isAssumed: true })
  expect(doneOn(seriesOf(report({})).series, '2024-12-31')).toMatchObject({ on: '2024-06-18', isAssumed: false })
})

describe('what was known on a day', () => {
  const history = [
    on('2024-06-20', 7, { bound: 'estimate' }),
    on('2024-07-01', 8),
    on('2024-08-01', 8.2),
    on('2024-09-01', 8.2),
    on('2024-10-01', 9, { bound: 'at-least' }),
  ]

  it.each([
    ['nothing before the first publication', '2024-06-19', null],
    ['the estimate from its day on', '2024-06-20', [7, '2024-06-20']],
    ['the exact figure from its day on', '2024-07-01', [8, '2024-07-01']],
    ['the revision from its day on', '2024-08-15', [8.2, '2024-08-01']],
    ['a repeat keeps the first day', '2024-09-15', [8.2, '2024-08-01']],
    ['a later bound changes nothing', '2024-12-31', [8.2, '2024-08-01']],
  ])('%s', (_, asOf, known) => {
    expect(knownOn(history, asOf)).toEqual(known)
  })

  it('does not depend on the order of arrival', () => {
    const days = fc.shuffledSubarray(history, { minLength: history.length })
    const asOf = fc.tuple(fc.integer({ min: 6, max: 12 }), fc.integer({ min: 1, max: 28 })).map(([month, date]) => dayOf(2024, month, date))
    fc.assert(
      fc.property(days, asOf, (shuffled, day) => {
        expect(knownOn(shuffled, day)).toEqual(knownOn(history, day))
      }),
    )
  })

  it('lets a late vintage come between a figure and its repeat', () => {
    const repeated = [on('2024-06-20', 8), on('2024-08-20', 8), on('2024-07-20', 9)]
    expect(['2024-06-30', '2024-07-31', '2024-08-31'].map((asOf) => knownOn(repeated, asOf))).toEqual([
      [8, '2024-06-20'],
      [9, '2024-07-20'],
      [8, '2024-08-20'],
    ])
  })
})

describe('what is laid out', () => {
  const level = (period: string, value: number, over: Partial<Observation> = {}) =>
    anObservation({ period, value, measure: 'level', unit: '元', step: 1, published: '2024-12-31', ...over })
  const levels = (observations: readonly Observation[]) => {
    const figures = createFigures()
    const series = createSeries(anIndicator({ unit: '元' }))
    for (const observation of observations) append(series, observation)
    lookUp(figures, series, { year: 2024, kind: 'amount', asOf: '2024-12-31' })
    return Array.from({ length: 12 }, (_, month) => exactly(figures.level, THIS_YEAR + month))
  }

  it.each<[name: string, observations: readonly Observation[], year: readonly number[]]>([
    ['the year to date as published', [level('2024-02', 5), level('2024-04', 9)], [NaN, 5, NaN, 9, ...Array(8).fill(NaN)]],
    [
      'single months are added up',
      [level('2024-01', 2, { coverage: 'month' }), level('2024-02', 3, { coverage: 'month' }), level('2024-03', 4, { coverage: 'month' })],
      [2, 5, 9, ...Array(9).fill(NaN)],
    ],
    ['a month without those before it is not', [level('2024-02', 3, { coverage: 'month' })], Array(12).fill(NaN)],
    [
      'quarters are added up',
      [level('2024-03', 2, { coverage: 'quarter' }), level('2024-06', 3, { coverage: 'quarter' })],
      [NaN, NaN, 2, NaN, NaN, 5, ...Array(6).fill(NaN)],
    ],
    [
      'months go on from a published sum',
      [level('2024-06', 10), level('2024-07', 2, { coverage: 'month' })],
      [...Array(5).fill(NaN), 10, 12, ...Array(5).fill(NaN)],
    ],
  ])('%s', (_, observations, year) => {
    expect(levels(observations)).toEqual(year)
  })
})

it('names the periods of a year that anything was known of, in order', () => {
  const { series } = seriesOf(on('2024-07-20', 8, { period: '2024-06' }), on('2024-06-20', 8), on('2023-06-20', 8, { period: '2023-05' }))
  expect(knownPeriods(series, { year: 2024, asOf: '2024-07-01' })).toEqual(['2024-05'])
  expect(knownPeriods(series, { year: 2024, asOf: '2024-12-31' })).toEqual(['2024-05', '2024-06'])
})
