import { expect, test } from 'vitest'
import { sources } from './rooms.ts'

const lines = (text: string): number => text.trimEnd().split('\n').length
const quantile = (sorted: readonly number[], share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0

test('files are small: half at most 60 lines, nine in ten at most 150, none over 250', () => {
  const sorted = sources()
    .map(({ text }) => lines(text))
    .sort((a, b) => a - b)
  expect(quantile(sorted, 0.5)).toBeLessThanOrEqual(60)
  expect(quantile(sorted, 0.9)).toBeLessThanOrEqual(150)
  const long = sources().filter(({ text }) => lines(text) > 250)
  expect(long.map(({ path }) => path)).toEqual([])
})
