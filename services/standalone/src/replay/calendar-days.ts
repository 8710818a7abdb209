import { type ReplayFeed, replayed, type SourceFeed } from '@shixu/adapters/feeds'
import { addDays, type Day } from '@shixu/domain'
import { CommandFault } from '../command-fault.ts'

/** The days that a replay lives through, and what was released on each. */
export interface Days {
  readonly first: Day
  readonly last: Day
  readonly feeds: readonly ReplayFeed[]
}

export interface Span {
  readonly year: number
  readonly from: Day
  readonly to?: Day | undefined
  /** A replay does not go beyond the real day. */
  readonly today: Day
  readonly signal: AbortSignal
}

const AFTER_ALL: Day = '9999-12-31'

/** The day after which a year without a figure is `unknown`. */
const decided = (year: number): Day => `${year + 1}-04-01`

const earliest = (...days: readonly Day[]): Day => days.reduce((a, b) => (a < b ? a : b))
const latest = (...days: readonly Day[]): Day => days.reduce((a, b) => (a > b ? a : b))

/**
 * From the first day to the last document, and at least to the day that decides what nobody reported. What was out before comes on the first day.
 * Throws a `CommandFault` where that leaves no day.
 */
export const replayDays = async (sources: readonly SourceFeed[], { year, from, to, today, signal }: Span): Promise<Days> => {
  const feeds = await Promise.all(sources.map((source) => replayed(source, { from, to: to ?? AFTER_ALL, signal })))
  const last = to ?? latest(decided(year), ...feeds.flatMap((feed) => feed.releaseDays().slice(-1)))
  const days = { first: from, last: earliest(last, today), feeds }
  if (days.last < days.first) throw new CommandFault('usage', `There is no day to live through from ${days.first} to ${days.last}.`)
  return days
}

/** Every day from `first` to `last`. */
export function* eachDay(first: Day, last: Day): Iterable<Day> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day
}
