import { addDays, type Day, daysBetween, instantOf, momentAt, nextTellingInstant, nextTellingTime, type TellingHours, tellingDay } from '@shixu/domain'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { chineseWorkdays } from './chinese-workdays.ts'

const workdays = chineseWorkdays()
const OFFICE: TellingHours = { days: 'workdays', from: '08:30', to: '18:00' }
const DAILY: TellingHours = { days: 'all', from: '07:00', to: '22:00' }

const at = (words: string) => ({ day: words.slice(0, 10), minute: Number(words.slice(11, 13)) * 60 + Number(words.slice(14)) })
const say = ({ day, minute }: { day: Day; minute: number }) =>
  `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
const next = (words: string, hours: TellingHours) => say(nextTellingTime(at(words), hours, workdays))

/** Every day off of 2024 on which something could have to be told, and the workday that it waits for: weekends, seven holidays, and the weekends that were worked for them. */
const YEAR: readonly (readonly [from: Day, to: Day, told: Day, why: string])[] = [
  ['2024-01-01', '2024-01-01', '2024-01-02', 'New Year'],
  ['2024-02-03', '2024-02-03', '2024-02-04', 'a Saturday, before a Sunday that was worked'],
  ['2024-02-10', '2024-02-17', '2024-02-18', 'Spring Festival, to a Sunday that was worked'],
  ['2024-04-04', '2024-04-06', '2024-04-07', 'Qingming, to a Sunday that was worked'],
  ['2024-05-01', '2024-05-05', '2024-05-06', 'Labour Day'],
  ['2024-06-08', '2024-06-10', '2024-06-11', 'the Dragon Boat Festival'],
  ['2024-09-15', '2024-09-17', '2024-09-18', 'Mid-Autumn; the Saturday before was worked'],
  ['2024-10-01', '2024-10-07', '2024-10-08', 'National Day'],
]
/** Days at weekends that were worked. */
const WORKED: readonly Day[] = ['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12']
const daysOf2024 = Array.from({ length: daysBetween('2024-01-01', '2025-01-01') }, (_, index) => addDays('2024-01-01', index))

describe('the day on which one is told, over a whole year', () => {
  test.each(YEAR)('%s to %s: %s (%s)', (from, to, told) => {
    for (let day = from; day <= to; day = addDays(day, 1)) expect(tellingDay(day, OFFICE, workdays)).toBe(told)
  })

  it('is the same day on each of the 251 workdays, 调休 included, and on no other', () => {
    const same = daysOf2024.filter((day) => tellingDay(day, OFFICE, workdays) === day)
    expect(same).toHaveLength(251)
    expect(WORKED.every((day) => same.includes(day))).toBe(true)
  })

  it('is the Monday after every other day off, but for two Saturdays before a Sunday that was worked', () => {
    const named = (day: Day) => YEAR.some(([from, to]) => day >= from && day <= to)
    const plain = daysOf2024.filter((day) => tellingDay(day, OFFICE, workdays) !== day && !named(day))
    // The first of January 2024 was a Monday.
    const isMonday = (day: Day) => daysBetween('2024-01-01', day) % 7 === 0
    expect(plain.filter((day) => !isMonday(tellingDay(day, OFFICE, workdays)))).toEqual(['2024-04-27', '2024-09-28'])
    expect(plain.length).toBeGreaterThan(70)
  })

  it('is every day where one may always be told, or on all days', () => {
    for (const day of daysOf2024) expect([tellingDay(day, 'always', workdays), tellingDay(day, DAILY, workdays)]).toEqual([day, day])
  })
})

describe('the next moment at which one may be told', () => {
  test.each([
    ['2024-06-12 08:29', '2024-06-12 08:30', 'before office hours'],
    ['2024-06-12 08:30', '2024-06-12 08:30', 'when they begin'],
    ['2024-06-12 17:59', '2024-06-12 17:59', 'in their last minute'],
    ['2024-06-12 18:00', '2024-06-13 08:30', 'when they end'],
    ['2024-06-14 18:00', '2024-06-17 08:30', 'on a Friday evening'],
    ['2024-02-09 18:30', '2024-02-18 08:30', 'on the eve of Spring Festival'],
    ['2024-02-18 10:00', '2024-02-18 10:00', 'on a Sunday that is worked'],
    ['2024-10-12 19:00', '2024-10-14 08:30', 'on the evening of a Saturday that is worked'],
    ['2024-12-31 23:59', '2025-01-02 08:30', 'at the end of the year'],
  ])('after %s is %s (%s)', (from, expected) => expect(next(from, OFFICE)).toBe(expected))

  test.each([
    ['2024-02-10 06:59', '2024-02-10 07:00'],
    ['2024-02-10 22:00', '2024-02-11 07:00'],
  ])('after %s, on any day between seven and ten, is %s', (from, expected) => expect(next(from, DAILY)).toBe(expected))

  it('is now where one may always be told', () => expect(next('2024-02-10 03:00', 'always')).toBe('2024-02-10 03:00'))

  it('never lies before, is itself such a moment, and is never more than a long holiday away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * 365 * 1440 }), fc.constantFrom<TellingHours>(OFFICE, DAILY, 'always'), (minutes, hours) => {
        const instant = instantOf(at('2024-01-01 00:00')) + minutes * 60_000 + 17
        const told = nextTellingInstant(instant, hours, workdays)
        expect(told).toBeGreaterThanOrEqual(instant)
        expect(nextTellingInstant(told, hours, workdays)).toBe(told)
        expect(told - instant).toBeLessThan(11 * 86_400_000)
      }),
    )
  })
})

it('an instant and its minute in Shanghai are one', () => {
  expect(momentAt(Date.parse('2024-06-12T00:29:59.999Z'))).toEqual({ day: '2024-06-12', minute: 509 })
  expect(instantOf({ day: '2024-06-12', minute: 510 })).toBe(Date.parse('2024-06-12T08:30:00+08:00'))
  expect(momentAt(Date.parse('1999-12-31T16:00:00Z'))).toEqual({ day: '2000-01-01', minute: 0 })
})
