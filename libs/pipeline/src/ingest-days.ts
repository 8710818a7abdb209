import { type Day, dayBegan } from '@shixu/domain'
import type { EventLog, Told } from './ports.ts'

interface Parts {
  readonly log: Pick<EventLog, 'append'>
  readonly told: Told
}

/**
 * Begins every day that has not begun yet, up to `upTo`, oldest first. A region decides the partition, so the day is told once a region; where two regions share a partition the second telling of a
 * day changes nothing. A region that has no day yet begins with `upTo`. Answers the days that began anywhere.
 */
export const beginDays = async (
  { log, told }: Parts,
  { regions, upTo }: { readonly regions: readonly string[]; readonly upTo: Day },
): Promise<readonly Day[]> => {
  const missed = await Promise.all(regions.map(async (region) => daysTo(upTo, await told.lastDay(region)).map((day) => ({ region, day }))))
  const begun = missed.flat().sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  if (begun.length === 0) return []
  await log.append(begun.map(({ region, day }) => dayBegan(region, { day })))
  for (const region of new Set(begun.map((each) => each.region))) await told.remember(region, { day: upTo })
  return [...new Set(begun.map(({ day }) => day))]
}

const daysTo = (upTo: Day, last: Day | null): readonly Day[] => {
  const days: Day[] = []
  for (let day = last === null ? upTo : nextDay(last); day <= upTo; day = nextDay(day)) days.push(day)
  return days
}

const nextDay = (day: Day): Day => Temporal.PlainDate.from(day).add({ days: 1 }).toString()
