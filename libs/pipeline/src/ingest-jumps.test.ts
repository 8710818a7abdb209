import type { Observation } from '@shixu/domain'
import { anObservation } from '@shixu/testkit'
import { expect, it, test } from 'vitest'
import { refuseJumps } from './ingest-jumps.ts'

const level = (value: number, over: Partial<Observation> = {}) =>
  anObservation({ measure: 'level', unit: '元', step: 1, value, written: `${value}元`, source: 'office#table.csv:2', ...over })
const known = [level(5e10, { period: '2024-03', published: '2024-04-20' }), level(8e10, { period: '2024-04', published: '2024-05-20' })]

test.each([
  [8e13, false],
  [7.99e13, true],
  [8e7, false],
  [8.1e7, true],
  [1e11, true],
  [0, true],
])('a level of %d against the newest of 8e10 is kept: %s', (value, keeps) => {
  expect(refuseJumps([level(value)], known).kept).toHaveLength(keeps ? 1 : 0)
})

it('names place, figure and what was known, and carries the observation for a retry', () => {
  const { refusals } = refuseJumps([level(8e14)], known)
  expect(refusals).toMatchObject([
    { place: 'table.csv:2', code: 'jump', about: 'invented-exports', reason: expect.stringMatching(/800000000000000元 .*80000000000 元/) },
  ])
  expect(JSON.parse(new TextDecoder().decode(refusals[0]!.bytes))).toEqual(level(8e14))
})

it('looks at levels alone, of the same region, indicator and coverage', () => {
  const others = [level(1, { coverage: 'month' }), level(1, { indicator: 'other' }), level(1, { region: '999902' }), anObservation({ value: 0.001 })]
  expect(refuseJumps(others, known).kept).toEqual(others)
})

it('on a first load finds the one row that is out of line, whichever it is', () => {
  const rows = [level(8e14, { period: '2024-02' }), level(5e10, { period: '2024-03' }), level(8e10, { period: '2024-04' }), level(9e10)]
  expect(refuseJumps(rows, []).kept).toEqual(rows.slice(1))
  expect(refuseJumps(rows.slice(0, 2), []).kept).toHaveLength(2)
})
