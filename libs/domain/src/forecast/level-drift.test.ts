import { describe, expect, it, test } from 'vitest'
import { type Column, clear, createColumn, put, THIS_YEAR } from '../series/column.ts'
import { type LevelNow, levelDrift } from './level-drift.ts'

/** Levels by month, oldest year first; the last year is the target's own, as far as it is known. */
const columnOf = (years: readonly (readonly number[])[]): Column => {
  const column = createColumn()
  clear(column)
  years.forEach((months, index) => {
    months.forEach((value, month) => {
      put(column, THIS_YEAR - (years.length - 1 - index) * 12 + month, { value, isExact: true, step: 0, published: 0, slot: 0 })
    })
  })
  return column
}

const byMonth = (value: (month: number) => number, count = 12): number[] => Array.from({ length: count }, (_, index) => value(index + 1))
const steady = (start: number, perMonth: number, count = 12): number[] => byMonth((month) => start + perMonth * month, count)
const now = (over: Partial<LevelNow>): LevelNow => ({ done: 104, step: 0, goal: 110, month: 4, sign: 1, ...over })

/** One more a month for years on end. */
const growing = columnOf([steady(64, 1), steady(76, 1), steady(88, 1), steady(100, 1, 4)])
/** 5.3 all year, but 5.6 in July and August. */
const summers = (count = 12): number[] => byMonth((month) => (month === 7 || month === 8 ? 5.6 : 5.3), count)

describe('a stock that grows evenly', () => {
  test.each([
    ['as much as it did is as likely as not', 112, 0.4, 0.6],
    ['half as much is not missed', 108, 0, 0.05],
    ['half as much again is', 116, 0.95, 1],
  ])('and is to grow: %s', (_, goal, least, most) => {
    const { pMiss } = levelDrift(growing, now({ goal }))!
    expect(pMiss).toBeGreaterThanOrEqual(least)
    expect(pMiss).toBeLessThanOrEqual(most)
  })

  it('is expected to go on, within its range', () => {
    const { end, low, high } = levelDrift(growing, now({}))!
    expect(end).toBeCloseTo(112, 1)
    expect([low < end, end < high]).toEqual([true, true])
  })
})

describe('what is to stay below a limit', () => {
  it('is not lost by a summer that comes every year', () => {
    const { end, pMiss } = levelDrift(columnOf([summers(), summers(), summers(), summers(7)]), now({ done: 5.6, step: 0.1, goal: 5.5, month: 7, sign: -1 }))!
    expect(end).toBeCloseTo(5.3, 1)
    expect(pMiss).toBeLessThan(0.1)
  })

  it('is, by what has never come back', () => {
    const risen = [...summers(6), 6.4]
    expect(levelDrift(columnOf([summers(), summers(), summers(), risen]), now({ done: 6.4, step: 0.1, goal: 5.5, month: 7, sign: -1 }))?.pMiss).toBeGreaterThan(
      0.95,
    )
  })
})

it('is less certain after two years than after six, and by rounded figures', () => {
  const years = [
    steady(4, 1),
    steady(16.4, 1),
    steady(28, 1),
    steady(40.4, 1),
    steady(52, 1),
    steady(64.4, 1),
    steady(76, 1),
    steady(88.4, 1),
    steady(100, 1, 4),
  ]
  const p = (count: number, step: number) => levelDrift(columnOf(years.slice(-count)), now({ goal: 113, step }))!.pMiss
  expect(p(3, 0)).toBeLessThan(p(7, 0))
  expect(p(7, 1)).toBeLessThan(p(7, 0))
})

it('says nothing by one past year', () => {
  expect(levelDrift(columnOf([steady(88, 1), steady(100, 1, 4)]), now({}))).toBeNull()
})

it('goes by past years alone where last December is not known', () => {
  const column = columnOf([steady(64, 1), steady(76, 1), steady(88, 1), steady(100, 1, 4)])
  column.exact[THIS_YEAR - 1] = Number.NaN
  expect(levelDrift(column, now({}))?.end).toBeCloseTo(112, 1)
})

it('a level that never moved is expected to stay', () => {
  const flat = columnOf([steady(100, 0), steady(100, 0), steady(100, 0, 4)])
  expect(levelDrift(flat, now({ done: 100, goal: 101 }))).toMatchObject({ end: 100, hasHistory: true })
  expect(levelDrift(columnOf([steady(0, 0), steady(0, 0), steady(0, 0, 4)]), now({ done: 0, goal: 1 }))?.pMiss).toBe(1)
})
