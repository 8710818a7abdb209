import type { Workdays } from './calendar.ts'
import { addDays, dayAt, dayNumber } from './day.ts'
import type { Day } from './period.ts'

/** When people may be disturbed: always, or between two hours of a workday (调休 included) or of any day. Written `08:30`; `to` is the first minute of quiet. */
export type TellingHours = 'always' | { readonly days: 'workdays' | 'all'; readonly from: string; readonly to: string }

/** A minute of a day in Asia/Shanghai, counted from midnight. */
export interface Moment {
  readonly day: Day
  readonly minute: number
}

const MINUTE_MS = 60_000
const DAY_MINUTES = 1440
/** UTC+8 the whole year round, since 1991. */
const AHEAD_MS = 8 * 60 * MINUTE_MS

/** The minute in Asia/Shanghai of an instant in milliseconds since 1970. */
export function momentAt(instant: number): Moment {
  const minutes = Math.floor((instant + AHEAD_MS) / MINUTE_MS)
  const day = Math.floor(minutes / DAY_MINUTES)
  return { day: dayAt(day), minute: minutes - day * DAY_MINUTES }
}

/** The instant at which a minute begins. */
export const instantOf = ({ day, minute }: Moment): number => (dayNumber(day) * DAY_MINUTES + minute) * MINUTE_MS - AHEAD_MS

/** `08:30` as minutes of the day. */
export const minuteOf = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3))

/** The first day, from `day` on, on which one may be told. */
export function tellingDay(day: Day, hours: TellingHours, workdays: Workdays): Day {
  if (hours === 'always' || hours.days === 'all') return day
  let next = day
  while (!workdays.isWorkday(next)) next = addDays(next, 1)
  return next
}

/** The moment itself where one may be told then, else the next one at which quiet is over. Nothing is ever dropped for being quiet: it comes then. */
export function nextTellingTime(moment: Moment, hours: TellingHours, workdays: Workdays): Moment {
  if (hours === 'always') return moment
  const opens = minuteOf(hours.from)
  const day = tellingDay(moment.minute < minuteOf(hours.to) ? moment.day : addDays(moment.day, 1), hours, workdays)
  return day === moment.day && moment.minute >= opens ? moment : { day, minute: opens }
}

/** The same for instants: now, or when quiet is over. */
export function nextTellingInstant(instant: number, hours: TellingHours, workdays: Workdays): number {
  const now = momentAt(instant)
  const next = nextTellingTime(now, hours, workdays)
  return next === now ? instant : instantOf(next)
}
