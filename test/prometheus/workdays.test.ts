import { readFileSync } from 'node:fs'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { addDays, type Day, daysBetween } from '@shixu/domain'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type DaysOfMonth, withWorkdays } from '../../tools/alertmanager/workday-intervals.ts'
import { ALERTMANAGER } from './rule-files.ts'

interface Route {
  readonly receiver: string
  readonly group_interval?: string
  readonly active_time_intervals?: readonly string[]
  readonly mute_time_intervals?: readonly string[]
}
interface Config {
  readonly time_intervals: readonly { readonly name: string; readonly time_intervals: readonly Partial<DaysOfMonth>[] }[]
  readonly route: { readonly routes: readonly Route[] }
}

const text = readFileSync(ALERTMANAGER, 'utf8')
const config = parse(text) as Config
const workdays = chineseWorkdays()
const routes = config.route.routes.filter((route) => route.active_time_intervals !== undefined)

const names = (name: string, day: Day): boolean => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const within = (range: string) => {
    const [first = 0, last = first] = range.split(':').map(Number)
    return first <= date && date <= last
  }
  const { time_intervals = [] } = config.time_intervals.find((interval) => interval.name === name) ?? {}
  return time_intervals.some((each) => Number(each.years?.[0]) === year && Number(each.months?.[0]) === month && each.days_of_month?.some(within))
}

test('holidays and worked weekends in alertmanager.yml are what the calendar says: npm run docs', () => {
  expect(withWorkdays(text, workdays)).toBe(text)
})

test.each(routes.map((route) => [route.receiver, route] as const))(
  '%s is told on every workday of the years that are known, and on no other day',
  (_, route) => {
    expect(route).toMatchObject({ active_time_intervals: ['workdays', 'worked-weekends'], mute_time_intervals: ['holidays'] })
    const first = `${Number(workdays.knownUntil.slice(0, 4)) - 1}-01-01`
    const days = Array.from({ length: daysBetween(first, workdays.knownUntil) + 1 }, (__, index) => addDays(first, index))
    // The first of January 2024 was a Monday.
    const isPlain = (day: Day) => ((daysBetween('2024-01-01', day) % 7) + 7) % 7 < 5
    const told = (day: Day) => (isPlain(day) || names('worked-weekends', day)) && !names('holidays', day)
    expect(days.filter((day) => told(day) !== workdays.isWorkday(day))).toEqual([])
    expect(days.filter((day) => names('holidays', day)).length).toBeGreaterThan(20)
  },
)

test.each(routes.map((route) => [route.receiver, route] as const))(
  'whatever the hour at which %s first had something, a turn comes within the hours in which it is told',
  (_, route) => {
    // Turns come every group interval from the first; a longer one than the hours could miss them day after day.
    expect(Number(/^(\d+)h$/u.exec(route.group_interval ?? '')?.[1])).toBeLessThan(9.5)
  },
)

test('a file without the section is refused, by what it lacks', () => {
  expect(() => withWorkdays('route: {}\n', workdays)).toThrow('# <made by npm run docs>')
})
