import { anIndicator, anObservation } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import type { Observation } from '../observation.ts'
import { know } from '../reading/known.ts'
import { append, createSeries } from '../series.ts'
import { planned } from './plan.ts'
import { runRate } from './run-rate.ts'
import { usualShare } from './shares.ts'

const level = (period: string, value: number) => anObservation({ period, value, measure: 'level', unit: '元', step: 0, published: '2025-01-31' })
const growth = (period: string, value: number, step = 0.1) => anObservation({ period, value, step, published: '2025-01-31' })

const knownOf = (...observations: readonly Observation[]) => {
  const series = createSeries(anIndicator({ unit: '元' }))
  for (const observation of observations) append(series, observation)
  return know(series, { year: 2024, kind: 'amount', asOf: '2025-01-31' })
}

describe('re-basing', () => {
  const last = [level('2023-06', 400), level('2023-12', 1000)]

  it.each<[name: string, observations: readonly Observation[], factor: number]>([
    ['levels and growth that agree', [...last, level('2024-06', 440), growth('2024-06', 10)], 1],
    ['a difference of rounding', [...last, level('2024-06', 441), growth('2024-06', 10)], 1],
    ['last year raised by 4 %', [...last, level('2024-06', 457.6), growth('2024-06', 10)], 1.04],
    ['no growth published', [...last, level('2024-06', 457.6)], 1],
    ['no level of last year', [level('2023-12', 1000), level('2024-06', 457.6), growth('2024-06', 10)], 1],
  ])('%s', (_, observations, factor) => {
    expect(knownOf(...observations).basis.thisYear[5]).toBeCloseTo(factor)
  })

  it('goes by the newest month with both, and not by one to come', () => {
    const { basis } = knownOf(level('2023-03', 200), ...last, level('2024-03', 220), growth('2024-03', 10), level('2024-06', 457.6), growth('2024-06', 10))
    expect([2, 3, 4, 5, 6].map((month) => basis.thisYear[month]?.toFixed(2))).toEqual(['1.00', '1.00', '1.00', '1.04', '1.04'])
  })

  it('puts every earlier year on the basis of the one after it', () => {
    const { basis } = knownOf(level('2021-12', 900), level('2022-12', 1000), growth('2022-12', 0), level('2023-12', 1100), growth('2023-12', 0))
    expect([...basis.ofYear].slice(-4).map((factor) => factor.toFixed(3))).toEqual(['1.222', '1.100', '1.000', '1.000'])
  })

  it('makes a level from growth where none is published, on the new basis', () => {
    const { figures } = knownOf(level('2023-03', 200), ...last, level('2024-03', 228.8), growth('2024-03', 10), growth('2024-06', 5))
    expect(figures.level.value.at(-7)).toBeCloseTo(400 * 1.04 * 1.05)
  })
})

describe('the usual share', () => {
  const year = (name: number, june: number) => [level(`${name}-06`, june), level(`${name}-12`, 100)]

  it('is the mean of three to five years', () => {
    expect(usualShare(knownOf(...year(2021, 40), ...year(2022, 44), ...year(2023, 48)).figures.level, 6)).toEqual({
      share: expect.closeTo(0.44),
      line: 'mean-share',
    })
  })

  it('is last year’s with fewer', () => {
    expect(usualShare(knownOf(...year(2022, 44), ...year(2023, 48)).figures.level, 6)).toEqual({ share: 0.48, line: 'last-year-share' })
  })

  it('is not known without last year', () => {
    expect(usualShare(knownOf(...year(2021, 40)).figures.level, 6)).toBeNull()
  })
})

it('the rest of the year against last year’s, and the best it has ever done', () => {
  const { figures, basis } = knownOf(
    level('2021-06', 50),
    level('2021-12', 100),
    level('2022-06', 50),
    level('2022-12', 110),
    level('2023-06', 50),
    level('2023-12', 112),
  )
  const { required, best } = runRate(figures.level, basis, { month: 6, missing: 80.6 })
  expect(required).toBeCloseTo(0.3)
  expect(best).toBeCloseTo(0.2)
})

it.each([
  ['2024-02', null],
  ['2024-03', 20],
  ['2024-05', 20],
  ['2024-12', 100],
])('a plan asks in %s for %s', (period, due) => {
  const plan = [
    { period: '2024-03', value: 20 },
    { period: '2024-06', value: 45 },
    { period: '2024-12', value: 100 },
  ]
  expect(planned({ plan }, period)).toBe(due)
})
