import { aTarget } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { goalOf, halfStep, isBehind, isMet } from './goal.ts'
import type { Comparator, Kind } from './target.ts'

const goal = (comparator: Comparator, value: number, kind: Kind = 'growth') => goalOf(aTarget({ kind, comparator, value, valueExpanded: value }))!

describe('whether a figure is at the goal', () => {
  it.each<[comparator: Comparator, kind: Kind, value: number, done: number, step: number, met: boolean]>([
    ['at-least', 'growth', 8, 8, 0.1, true],
    ['at-least', 'growth', 8, 7.95, 0.1, true],
    ['at-least', 'growth', 8, 7.9, 0.1, false],
    ['at-least', 'count', 200, 200, 1, true],
    ['at-least', 'count', 200, 199, 1, false],
    ['at-least', 'count', 15_000, 14_950, 100, true],
    ['above', 'count', 200, 200, 1, false],
    ['above', 'count', 200, 201, 1, true],
    ['above', 'stock', 2_250_000, 2_250_000, 10_000, true],
    ['above', 'stock', 2_250_000, 2_240_000, 10_000, false],
    ['about', 'growth', 7, 6.8, 0.1, true],
    ['about', 'growth', 7, 6.7, 0.1, false],
    ['at-most', 'growth', 3, 3, 0.1, true],
    ['at-most', 'growth', 3, 3.1, 0.1, false],
    ['at-most', 'amount', 1000, 1004, 10, true],
  ])('%s, %s of %d: %d published to %d is met: %s', (comparator, kind, value, done, step, met) => {
    expect(isMet(goal(comparator, value, kind), done, halfStep(step, kind))).toBe(met)
  })
})

describe('whether a figure is behind what is due', () => {
  it.each<[comparator: Comparator, done: number, due: number, half: number, behind: boolean]>([
    ['at-least', 7.9, 8, 0.05, true],
    ['at-least', 7.95, 8, 0.05, false],
    ['at-least', 8, 8, 0, false],
    ['at-most', 8.1, 8, 0.05, true],
    ['at-most', 7, 8, 0.05, false],
    ['about', 7.8, 8, 0, false],
    ['about', 7.7, 8, 0, true],
  ])('%s: %d against %d', (comparator, done, due, half, behind) => {
    expect(isBehind(goal(comparator, 10), { done, due, half })).toBe(behind)
  })
})

it('has none for a milestone', () => {
  expect(goalOf(aTarget({ kind: 'milestone', value: null, valueExpanded: null }))).toBeNull()
})
