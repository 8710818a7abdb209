import { expect, it } from 'vitest'
import { medianOf } from './median.ts'
import { NORMAL_80, normal } from './normal.ts'
import { studentT5, T5_80 } from './student-t.ts'

// Values of the usual tables.
it.each([
  [0, 0.5],
  [0.7267, 0.75],
  [1.4759, 0.9],
  [-1.4759, 0.1],
  [2.015, 0.95],
  [4.0321, 0.995],
])('t with 5 degrees of freedom: F(%d) = %d', (t, probability) => {
  expect(studentT5(t)).toBeCloseTo(probability, 4)
})

it.each([
  [0, 0.5],
  [1, 0.8413447],
  [-1.959964, 0.025],
  [3, 0.9986501],
])('the standard normal: F(%d) = %d', (z, probability) => {
  expect(normal(z)).toBeCloseTo(probability, 6)
})

it('holds 80 % of the outcomes within its range', () => {
  expect(studentT5(T5_80) - studentT5(-T5_80)).toBeCloseTo(0.8, 2)
  expect(normal(NORMAL_80) - normal(-NORMAL_80)).toBeCloseTo(0.8, 4)
})

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
  [[], Number.NaN],
])('the median of %j is %d', (values, median) => {
  expect(medianOf(Float64Array.from(values), values.length)).toBe(median)
})
