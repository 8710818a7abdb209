import { expect, test } from 'vitest'
import { fits, readDay, readPeriod } from './when.ts'

test.each([
  ['2024-06', '2024-06'],
  ['2024-6', '2024-06'],
  ['2024/06', '2024-06'],
  ['2024.6', '2024-06'],
  ['202406', '2024-06'],
  ['２０２４－０６', '2024-06'],
  ['2024年6月', '2024-06'],
  ['2024年6月份', '2024-06'],
  ['2024年1-6月', '2024-06'],
  ['2024年1—6月', '2024-06'],
  ['2024年1至6月份', '2024-06'],
  ['2024年二季度', '2024-06'],
  ['2024年第4季度', '2024-12'],
  ['2024Q3', '2024-09'],
  ['2024年上半年', '2024-06'],
  ['2024年', '2024-12'],
  ['2024年全年', '2024-12'],
  ['Jun-24', '2024-06'],
])('the period %s ends with %s', (cell, period) => expect(readPeriod(cell)).toEqual({ value: period }))

test.each(['', '2024-13', '2024-00', '6月', '2024年5-6月', 'June', '24-06', '2024-06-30', '202413', 'x2024-06'])('"%s" is no period', (cell) =>
  expect(readPeriod(cell)).toMatchObject({ code: 'bad-period', reason: expect.stringContaining('2024-06') }),
)

test.each([
  ['2024-07-23', '2024-07-23'],
  ['2024/7/3', '2024-07-03'],
  ['20240723', '2024-07-23'],
  ['2024年7月23日', '2024-07-23'],
  ['2024-07-23 10:00', '2024-07-23'],
  ['2024-07-23T10:00:00+08:00', '2024-07-23'],
  ['2024-02-29', '2024-02-29'],
])('%s is the day %s', (cell, day) => expect(readDay(cell)).toEqual({ value: day }))

test.each(['', '2023-02-29', '2024-13-01', '2024-06-31', '2024-07', '7月23日', '23.07.2024'])('"%s" is no day', (cell) =>
  expect(readDay(cell)).toMatchObject({ code: 'bad-date' }),
)

test('a quarter alone ends in March, June, September or December', () => {
  expect(fits('2024-06', 'quarter')).toEqual({ value: '2024-06' })
  expect(fits('2024-05', 'quarter')).toMatchObject({ code: 'bad-period' })
  expect(fits('2024-05', 'ytd')).toEqual({ value: '2024-05' })
})
