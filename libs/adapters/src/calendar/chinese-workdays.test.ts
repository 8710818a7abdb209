import { addDays, daysBetween } from '@shixu/domain'
import { describe, expect, it, test } from 'vitest'
import { calendarEnding, chineseWorkdays } from './chinese-workdays.ts'

describe('the workdays of China', () => {
  const workdays = chineseWorkdays()

  test.each([
    ['2024-02-09', true, 'New Year’s Eve, which was no holiday in 2024'],
    ['2024-02-12', false, 'Spring Festival'],
    ['2024-02-17', false, 'Spring Festival, a Saturday'],
    ['2024-02-18', true, 'a Sunday that was worked for it'],
    ['2024-04-07', true, 'a Sunday that was worked for Qingming'],
    ['2024-10-07', false, 'National Day'],
    ['2024-10-12', true, 'a Saturday that was worked for it'],
    ['2025-01-26', true, 'a Sunday that was worked before Spring Festival'],
    ['2024-06-12', true, 'a plain Wednesday'],
    ['2024-06-15', false, 'a plain Saturday'],
  ])('%s: %s (%s)', (day, worked) => expect(workdays.isWorkday(day)).toBe(worked))

  it('had 251 workdays in 2024: 366 days less 104 at weekends and 11 statutory holidays', () => {
    const days = Array.from({ length: daysBetween('2024-01-01', '2025-01-01') }, (_, index) => addDays('2024-01-01', index))
    expect(days.filter((day) => workdays.isWorkday(day))).toHaveLength(251)
  })

  it('says a month ahead that it ends, and when', () => {
    expect(workdays.knownUntil >= '2026-12-31').toBe(true)
    expect(calendarEnding(workdays, '2024-06-01')).toBeNull()
    expect(calendarEnding({ ...workdays, knownUntil: '2026-12-31' }, '2026-12-01')).toBe('2026-12-31')
    expect(calendarEnding({ ...workdays, knownUntil: '2026-12-31' }, '2026-11-30')).toBeNull()
    expect(calendarEnding({ ...workdays, knownUntil: '2026-12-31' }, '2027-05-01')).toBe('2026-12-31')
  })
})
