import type { Day, Period } from './period.ts'
import { dateOf, monthOf, yearOf } from './period.ts'

/**
 * Days since 1 January 1970 in the proleptic Gregorian calendar. Integers and no time zone: a machine west of UTC counts the same.
 * After H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function dayNumber(day: Day): number {
  const month = monthOf(day)
  const year = month <= 2 ? yearOf(day) - 1 : yearOf(day)
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dateOf(day) - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The day of a number that `dayNumber` gave (civil_from_days). */
export function dayAt(number: number): Day {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const date = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  return dayOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, date)
}

/** The day `date` (from 1) of `month` (1 to 12), or the last of that month where it is shorter. */
export const dayOf = (year: number, month: number, date: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(Math.min(date, daysIn(year, month))).padStart(2, '0')}`

/** How many days a month (1 to 12) has. */
export function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
}

export const addDays = (day: Day, count: number): Day => dayAt(dayNumber(day) + count)

/** Days from the first to the second; negative where the second is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** The last day that a period covers. */
export const lastDayOf = (period: Period): Day => dayOf(yearOf(period), monthOf(period), 31)

/** 1 January 1970 was a Thursday. */
export const isWeekend = (day: Day): boolean => (((dayNumber(day) + 3) % 7) + 7) % 7 >= 5

/** The later of two days, where null is before every day. */
export const laterOf = (one: Day | null, other: Day): Day => (one !== null && one > other ? one : other)

/** Whether a text is a day that exists, written as days are here: `2024-07-01`. */
export function isDay(text: string): boolean {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? []
  if (year === undefined || month === undefined || date === undefined) return false
  return month >= 1 && month <= 12 && date >= 1 && date <= daysIn(year, month)
}
