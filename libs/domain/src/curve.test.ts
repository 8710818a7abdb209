import { aMilestone, anIndicator, anObservation, aTarget } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { curveOf, type Months } from './curve.ts'
import type { Observation } from './observation.ts'
import { append, createSeries } from './series.ts'
import type { Target } from './target.ts'

const curve = (target: Target, observations: readonly Observation[], asOf = '2024-12-31') => {
  const series = createSeries(anIndicator({ unit: target.unitExpanded ?? '%' }))
  for (const observation of observations) append(series, observation)
  return curveOf({ target, series, asOf })
}

const growth = (period: string, value: number, over: Partial<Observation> = {}) => anObservation({ period, value, published: `${period}-28`, ...over })
const level = (period: string, value: number, over: Partial<Observation> = {}) => growth(period, value, { measure: 'level', unit: '元', step: 1, ...over })
const months = (known: Readonly<Record<number, number>>): Months => Array.from({ length: 12 }, (_, at) => known[at + 1] ?? null)
const money = (over: Partial<Target> = {}) => aTarget({ kind: 'amount', unit: '元', unitExpanded: '元', value: 1200, valueExpanded: 1200, ...over })

describe('the curve of a year', () => {
  it('of growth is its per cent by month, against the same of last year and the target', () => {
    const drawn = curve(aTarget(), [growth('2023-03', 5), growth('2023-12', 7), growth('2024-03', 9.1), growth('2024-04', 6)])
    expect(drawn).toEqual({
      goal: 8,
      thisYear: months({ 3: 9.1, 4: 6 }),
      lastYear: months({ 3: 5, 12: 7 }),
      line: [null, ...Array.from({ length: 11 }, () => 8)],
    })
  })

  it('of an amount is the sum since January, and the line goes by the share of last year', () => {
    const drawn = curve(money(), [level('2023-03', 200), level('2023-06', 500), level('2023-12', 1000), level('2024-03', 210)])
    expect(drawn?.thisYear).toEqual(months({ 3: 210 }))
    expect(drawn?.lastYear).toEqual(months({ 3: 200, 6: 500, 12: 1000 }))
    expect([drawn?.line[2], drawn?.line[5], drawn?.line[11]]).toEqual([240, 600, 1200])
  })

  it('puts last year on this year’s basis where the published growth says that it was revised', () => {
    const drawn = curve(money(), [level('2023-03', 200), level('2023-12', 1000), level('2024-03', 198), growth('2024-03', 10)])
    expect(drawn?.lastYear).toEqual(months({ 3: 180, 12: 900 }))
  })

  it('of a stock runs from last December to the goal', () => {
    const stock = money({ kind: 'stock', value: 220, valueExpanded: 220 })
    const drawn = curve(stock, [level('2023-12', 100, { coverage: 'point' }), level('2024-06', 150, { coverage: 'point' })])
    expect([drawn?.thisYear[5], drawn?.lastYear[11], drawn?.line[0], drawn?.line[11]]).toEqual([150, 100, 110, 220])
  })

  it('knows no more than was published by the day', () => {
    expect(curve(aTarget(), [growth('2024-03', 9.1), growth('2024-04', 6)], '2024-04-01')?.thisYear).toEqual(months({ 3: 9.1 }))
  })

  it('is not there for a milestone', () => {
    expect(curve(aMilestone(), [])).toBeNull()
  })
})
