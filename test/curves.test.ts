import { expect, test } from 'vitest'
import type { Curve, Point } from '../tools/curves/curve.ts'
import { curveOption } from '../tools/curves/option.ts'

const point = (over: Partial<Point>): Point => ({
  month: 6,
  value: 2,
  paceDue: 4,
  lastYear: null,
  light: 'red',
  forecast: { low: 1, mid: 3, high: 5 },
  ...over,
})

const curve = (over: Partial<Curve> = {}): Curve => ({
  name: '虚构投资',
  year: 2024,
  kind: 'amount',
  unit: '亿元',
  target: 8,
  outcome: 'missed',
  points: [point({ month: 3, value: 1 }), point({})],
  ...over,
})

interface Series {
  readonly name?: string
  readonly data: readonly (number | string | { readonly value: number | string })[]
}

const seriesOf = (drawn: Curve, from = 6) => curveOption(drawn, from).series as readonly Series[]
const called = (drawn: Curve, name: string) => seriesOf(drawn).find((each) => each.name?.startsWith(name))

test('each month has its figure, and a month without one has none', () => {
  const values = called(curve(), '实际')!.data.map((each) => (each as { value: number | string }).value)
  expect(values).toEqual(['-', '-', 1, '-', '-', 2, '-', '-', '-', '-', '-', '-'])
})

test('the forecast leads from its month straight to the end of the year', () => {
  expect(called(curve(), '6月时的预测')!.data).toEqual(['-', '-', '-', '-', '-', 2, 2 + 1 / 6, 2 + 2 / 6, 2.5, 2 + 4 / 6, 2 + 5 / 6, 3])
  const [low, width] = seriesOf(curve())
  expect([low!.data.at(-1), width!.data.at(-1)]).toEqual([1, 4])
})

test('nothing is foretold from the last month, and of a month without a judgement', () => {
  expect(seriesOf(curve({ points: [point({ month: 12 })] }), 12).some(({ name }) => name?.includes('预测'))).toBe(false)
  expect(seriesOf(curve(), 5).some(({ name }) => name?.includes('预测'))).toBe(false)
})

test('a pace line that lies on the target is left out, and so is one point of last year', () => {
  const growth = curve({ points: [point({ month: 3, paceDue: 8 }), point({ paceDue: 8, lastYear: 7 })] })
  expect([called(growth, '时序进度线'), called(growth, '上年同期')]).toEqual([undefined, undefined])
  expect(called(curve(), '时序进度线')!.data[2]).toBe(4)
})

test('the title says what was promised and how it ended', () => {
  expect(curveOption(curve(), 6).title).toMatchObject({ text: '虚构投资  2024年目标 8亿元  未完成' })
})
