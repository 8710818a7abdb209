import fc from 'fast-check'
import { expect, it } from 'vitest'
import { likeness } from './likeness.ts'

const json = fc.jsonValue({ maxDepth: 4 })

it('is that of the value, and not of how it came about', () => {
  fc.assert(fc.property(json, (value) => likeness(value) === likeness(structuredClone(value))))
})

it('tells values apart as their JSON does', () => {
  fc.assert(
    fc.property(json, json, (one, other) => (likeness(one) === likeness(other)) === (JSON.stringify(one) === JSON.stringify(other))),
    { numRuns: 2_000 },
  )
})

it('tells the smallest differences', () => {
  const values = [
    0,
    1,
    1 + Number.EPSILON,
    '',
    '0',
    'a',
    'b',
    'ab',
    'ba',
    null,
    true,
    false,
    [],
    [0],
    [[]],
    [null],
    {},
    { a: 1 },
    { a: 1, b: 2 },
    { b: 1 },
    '元',
    '亿元',
  ]
  expect(new Set(values.map(likeness)).size).toBe(values.length)
})

it('does not meet itself among many assessments that differ in one digit', () => {
  const seen = new Set<number>()
  for (let at = 0; at < 200_000; at += 1) seen.add(likeness({ period: '2024-07', done: 897_977_277 + at, pMiss: at / 1e9, light: 'green' }))
  expect(seen.size).toBe(200_000)
})
