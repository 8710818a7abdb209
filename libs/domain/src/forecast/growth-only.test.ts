import { describe, expect, it } from 'vitest'
import { growthOnly } from './growth-only.ts'

const past = (count: number, median: number, spread = 1) => ({ count, median, spread })

describe('from growth alone', () => {
  // One past year of 2.9 % is drawn two thirds of the way to the target of 8 %.
  it.each([
    [3, 10.3, 0.28],
    [4, 11.2, 0.1],
    [5, 8, 0.6],
    [6, 8.7, 0.39],
  ])('with one past year known, month %d at %d %% gives P = %d', (month, done, pMiss) => {
    expect(growthOnly({ done, goal: 8, sign: 1, month, past: past(1, 2.9) }).pMiss).toBeCloseTo(pMiss, 2)
  })

  it('with three past years goes by them alone, and by their spread', () => {
    const { end, low, high, hasHistory } = growthOnly({ done: 6, goal: 5, sign: 1, month: 6, past: past(3, 4, 3) })
    expect(end).toBeCloseTo(4 + 0.85 * 2)
    expect(high - end).toBeCloseTo(1.48 * 0.58 * 3)
    expect(end - low).toBeCloseTo(high - end)
    expect(hasHistory).toBe(true)
  })

  it('without any past year is drawn to the target, and says that it has no history', () => {
    expect(growthOnly({ done: 5, goal: 8, sign: 1, month: 1, past: past(0, Number.NaN) })).toMatchObject({ end: 8 - 0.41 * 3, hasHistory: false })
  })

  it('is mirrored where growth is to stay below', () => {
    const above = growthOnly({ done: 4, goal: 3, sign: -1, month: 6, past: past(3, 3) })
    const below = growthOnly({ done: 4, goal: 3, sign: 1, month: 6, past: past(3, 3) })
    expect(above.pMiss).toBeCloseTo(1 - below.pMiss)
    expect(above.pMiss).toBeGreaterThan(0.5)
  })
})
