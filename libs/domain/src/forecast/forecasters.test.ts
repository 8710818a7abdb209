import { describe, expect, it } from 'vitest'
import { blend } from './blend.ts'
import { chainLadder } from './chain-ladder.ts'
import { type Course, createCourse } from './course.ts'
import { likeLastYear } from './last-year.ts'
import { seasonalFactors } from './seasonal.ts'
import { createSmoothed, smooth } from './smooth.ts'
import { theta } from './theta.ts'

const SEASONS = [0.6, 0.7, 1.1, 1, 0.9, 1.2, 1, 0.95, 1.15, 1, 1.1, 1.3]

/** Months as a formula has them: `years` full years and `done` months of the next. */
const courseOf = (years: number, done: number, month: (index: number) => number, perYear: 12 | 4 = 12): Course => {
  const course = Object.assign(createCourse(), { perYear, years, done })
  for (let index = 0; index < years * perYear + done; index++) course.x[index] = month(index)
  return course
}

const seasonal = (index: number): number => 100 * (SEASONS[index % 12] ?? 1)
const restOf = (done: number): number => SEASONS.slice(done).reduce((sum, season) => sum + 100 * season, 0)

describe('a series that repeats itself exactly', () => {
  it.each([2, 5, 9, 11])('is foretold exactly by all three after %d months', (done) => {
    const course = courseOf(3, done, seasonal)
    const rest = restOf(done)
    expect(Math.exp(theta(course, 0)?.log ?? 0)).toBeCloseTo(rest, 6)
    expect(Math.exp(chainLadder(course)?.log ?? 0)).toBeCloseTo(rest, 6)
    expect(Math.exp(likeLastYear(course)?.log ?? 0)).toBeCloseTo(rest, 6)
    expect(Math.exp(blend(course, 0)?.log ?? 0) / rest).toBeCloseTo(1, 2)
  })

  it('leaves little doubt', () => {
    expect(blend(courseOf(3, 6, seasonal), 0)?.sd).toBeLessThan(0.01)
  })

  it('is foretold by quarters as well', () => {
    const course = courseOf(4, 2, (index) => [80, 100, 110, 130][index % 4] ?? 0, 4)
    expect(Math.exp(blend(course, 0)?.log ?? 0)).toBeCloseTo(240, -1)
  })
})

it('a year that runs 10 % higher is foretold 10 % higher by all three', () => {
  const course = courseOf(3, 6, (index) => seasonal(index) * 1.1 ** Math.floor(index / 12))
  const rest = restOf(6) * 1.1 ** 3
  for (const estimate of [theta(course, Math.log(1.1)), chainLadder(course), likeLastYear(course)]) {
    expect(Math.exp(estimate?.log ?? 0) / rest).toBeGreaterThan(0.96)
    expect(Math.exp(estimate?.log ?? 0) / rest).toBeLessThan(1.04)
  }
})

it('one odd month moves the forecast little', () => {
  const odd = courseOf(3, 6, (index) => (index === 40 ? 5 : 1) * seasonal(index))
  expect(Math.abs((theta(odd, 0)?.log ?? 0) - Math.log(restOf(6)))).toBeLessThan(0.25)
})

it('noise without seasons gets hardly any', () => {
  const factors = new Float64Array(12)
  const course = courseOf(4, 0, (index) => 100 + 10 * Math.sin(index * index))
  seasonalFactors(course, 48, factors)
  expect(Math.max(...factors) - Math.min(...factors)).toBeLessThan(0.1)
})

it('seasons are found, with mean 1', () => {
  const factors = new Float64Array(12)
  seasonalFactors(courseOf(4, 0, seasonal), 48, factors)
  expect([...factors].map((factor) => factor.toFixed(3))).toEqual(SEASONS.map((season) => season.toFixed(3)))
})

it('smoothing counts an error beyond the limit linearly', () => {
  const out = createSmoothed()
  smooth(Float64Array.of(0, 10), { from: 0, to: 2, limit: 2 }, out)
  expect([...out.level].map((level) => level.toFixed(2))).toEqual(['0.20', '0.50', '1.00', '1.60'])
  expect([...out.squares]).toEqual([20, 20, 20, 20])
})

describe('where a forecaster has nothing to go by, it says so', () => {
  it.each([
    ['months of nothing', courseOf(2, 3, () => 0)],
    ['nothing this year so far', courseOf(2, 3, (index) => (index < 24 ? 100 : 0))],
    ['nothing left last year', courseOf(2, 3, (index) => (index % 12 < 3 ? 100 : 0))],
  ])('%s', (_, course) => {
    const rest = blend(course, 0)
    if (rest !== null) expect([Number.isFinite(rest.log), rest.sd > 0]).toEqual([true, true])
    else expect(theta(course, 0)).toBeNull()
  })
})
