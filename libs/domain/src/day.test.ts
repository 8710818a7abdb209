import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { addDays, dayAt, dayNumber, dayOf, daysBetween, daysIn, isDay, isWeekend, lastDayOf, laterOf } from './day.ts'

describe('day', () => {
  it('counts days as Temporal does, over four centuries', () => {
    const epoch = Temporal.PlainDate.from('1970-01-01')
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (number) => {
        const day = epoch.add({ days: number }).toString()
        expect(dayNumber(day)).toBe(number)
        expect(dayAt(number)).toBe(day)
      }),
    )
  })

  test.each([
    ['2024-02-28', 1, '2024-02-29'],
    ['2023-02-28', 1, '2023-03-01'],
    ['2024-12-31', 1, '2025-01-01'],
    ['2024-03-01', -1, '2024-02-29'],
    ['2024-07-01', 0, '2024-07-01'],
  ])('%s and %i days is %s', (day, count, sum) => {
    expect(addDays(day, count)).toBe(sum)
    expect(daysBetween(day, sum)).toBe(count)
  })

  it('clips a date to its month', () => {
    expect(dayOf(2024, 2, 31)).toBe('2024-02-29')
    expect(dayOf(2025, 6, 31)).toBe('2025-06-30')
    expect(lastDayOf('1900-02')).toBe('1900-02-28')
    expect(daysIn(2000, 2)).toBe(29)
  })

  it('knows Saturday and Sunday, before 1970 too', () => {
    expect(['2024-06-28', '2024-06-29', '2024-06-30', '2024-07-01'].map(isWeekend)).toEqual([false, true, true, false])
    expect(['1969-12-27', '1969-12-29'].map(isWeekend)).toEqual([true, false])
  })

  it('takes the later day, and any day over none', () => {
    expect(laterOf(null, '2024-01-01')).toBe('2024-01-01')
    expect(laterOf('2024-02-01', '2024-01-01')).toBe('2024-02-01')
    expect(laterOf('2023-02-01', '2024-01-01')).toBe('2024-01-01')
  })

  test.each([
    ['2024-02-29', true],
    ['2023-02-29', false],
    ['2024-12-31', true],
    ['2024-13-01', false],
    ['2024-00-10', false],
    ['2024-06-00', false],
    ['2024-6-1', false],
    ['', false],
  ])('"%s" is a day: %s', (text, is) => expect(isDay(text)).toBe(is))
})
