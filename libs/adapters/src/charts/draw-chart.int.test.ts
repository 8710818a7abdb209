import { anAlertEvent, anAssessment, aTarget } from '@shixu/testkit'
import { expect, it } from 'vitest'
import { createCharts } from './create-charts.ts'

const drawn = (over: object = {}) =>
  createCharts().of(
    anAlertEvent({
      subject: aTarget({ nameZh: '外贸<进>出口&总额增速' }),
      assessment: anAssessment({ light: 'red', period: '2024-05', done: 3.1, forecast: 3.4, forecastLow: 1.2, forecastHigh: 5.6 }),
      curve: {
        goal: 8,
        line: [null, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8],
        thisYear: [null, 1.2, 2.4, 2.9, 3.1, null, null, null, null, null, null, null],
        lastYear: [null, -3.2, -1.1, 0.4, 1.9, 2.2, 3.1, 3.3, 2.8, 2.9, 3.4, 4],
      },
      ...over,
    }),
  )

/** Width and height stand in the first chunk of a PNG. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)]

it('a picture is a PNG for sharp screens that a mail can carry', async () => {
  const chart = await drawn()
  expect(chart?.png.subarray(1, 4).toString()).toBe('PNG')
  expect(sizeOf(chart?.png ?? Buffer.alloc(24))).toEqual([1280, 720])
  expect(chart?.png.length).toBeGreaterThan(20_000)
  expect(chart?.png.length).toBeLessThan(100_000)
})

it('the same alert gives the same picture, and another name another one: the characters are really there', async () => {
  const [one, again, other] = await Promise.all([drawn(), drawn(), drawn({ subject: aTarget({ nameZh: '社会消费品零售总额' }) })])
  expect(one?.png.equals(again?.png ?? Buffer.alloc(0))).toBe(true)
  expect(one?.png.equals(other?.png ?? Buffer.alloc(0))).toBe(false)
})
