import type { Day, Event } from '@shixu/domain'

/** The last day that began, by what the log says; null before the first. */
export const lastDay = (facts: Iterable<{ readonly event: Event | null }>): Day | null => {
  let last: Day | null = null
  for (const { event } of facts) if (event?.type === 'day-began' && event.data && event.data.day > (last ?? '')) last = event.data.day
  return last
}
