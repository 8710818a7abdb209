import { inventCourse } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { assessCases, CaseFault } from './assess-cases.ts'

const YEAR = 2006

/** An invented case: four years of months, a goal, and this year to date as far as a month. */
const caseLine = (id: string, month: number, { goal = 1, revised = 1 }: { goal?: number; revised?: number } = {}): string => {
  const course = inventCourse(7, { firstYear: YEAR - 4, years: 5 })
  const single = (year: number, at: number): number => course.ytd(year, at) - (at === 1 ? 0 : course.ytd(year, at - 1))
  const history = [4, 3, 2, 1].map((back) => ({ year: YEAR - back, months: Array.from({ length: 12 }, (_, index) => single(YEAR - back, index + 1)) }))
  const soFar = (figureOf: (at: number) => number) => Array.from({ length: month }, (_, index) => (index === 0 ? null : figureOf(index + 1)))
  return JSON.stringify({
    id: `${id}-${String(month).padStart(2, '0')}`,
    month,
    target_total: course.ytd(YEAR, 12) * goal * revised,
    history,
    this_year: YEAR,
    ytd: soFar((at) => course.ytd(YEAR, at) * revised),
    ytd_yoy_pct: soFar((at) => Math.round(1000 * (course.ytd(YEAR, at) / course.ytd(YEAR - 1, at) - 1)) / 10),
  })
}

const year = (id: string, over = {}) => [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((month) => caseLine(id, month, over))

describe('questions about pace', () => {
  it('are all answered, in the order of the lines', () => {
    const lines = [...year('a'), '', ...year('b')].toReversed()
    const verdicts = assessCases(lines)
    expect(verdicts.map(({ id }) => id)).toEqual(lines.filter((line) => line !== '').map((line) => JSON.parse(line).id))
    for (const { p_miss, status, forecast } of verdicts) {
      expect(p_miss).toBeGreaterThanOrEqual(0)
      expect(p_miss).toBeLessThanOrEqual(1)
      expect(['green', 'yellow', 'red']).toContain(status)
      expect(forecast).toBeGreaterThan(0)
    }
  })

  it('are answered the same in whatever order they come', () => {
    const byId = (lines: readonly string[]) => assessCases(lines).toSorted((one, other) => one.id.localeCompare(other.id))
    const lines = [...year('a', { goal: 1.05 }), ...year('b', { goal: 0.95 })]
    expect(byId(lines.toReversed())).toEqual(byId(lines))
  })

  it('of one case remember: red is held until a miss is less likely than not', () => {
    const verdicts = assessCases(year('a', { goal: 1.2 }))
    expect(verdicts.at(-1)).toMatchObject({ status: 'red' })
    expect(verdicts.at(-1)?.p_miss).toBeGreaterThan(0.9)
  })

  it('show as met what is already reached', () => {
    expect(assessCases(year('a', { goal: 0.5 })).at(-1)).toMatchObject({ p_miss: 0, status: 'green' })
  })

  it('are not misled where last year was revised by 4 % and only growth says so', () => {
    const plain = assessCases(year('a', { goal: 1.02 }))
    const revised = assessCases(year('a', { goal: 1.02, revised: 1.04 }))
    for (const [index, { p_miss }] of revised.entries()) expect(p_miss).toBeCloseTo(plain[index]?.p_miss ?? Number.NaN, 1)
  })

  it('without any figure of the year are even, and not behind', () => {
    const line = JSON.stringify({ ...JSON.parse(caseLine('a', 2)), ytd: [null, null], ytd_yoy_pct: [null, null] })
    expect(assessCases([line])).toEqual([{ id: 'a-02', p_miss: 0.5, status: 'green', forecast: null }])
  })
})

describe('a line that is no question', () => {
  it.each([
    ['not JSON', '{"id":', /line 1 is not JSON/],
    ['a month that is none', caseLine('a', 2).replace('"month":2', '"month":13'), /line 1: .*month/s],
    ['a year of eleven months', JSON.stringify({ ...JSON.parse(caseLine('a', 2)), history: [{ year: 2005, months: [1] }] }), /history/],
    ['an id without a case', JSON.stringify({ ...JSON.parse(caseLine('a', 2)), id: 'a' }), /id/],
  ])('%s is refused with its place', (_, line, message) => {
    expect(() => assessCases([line])).toThrow(CaseFault)
    expect(() => assessCases([line])).toThrow(message)
  })
})
