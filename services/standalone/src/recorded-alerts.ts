import { type AlertEvent, alertKey, type Day, type Event, type Sequence, targetKey } from '@shixu/domain'
import type { TargetState } from '@shixu/pipeline'

const before = ([, offset, ordinal]: Sequence, [, otherOffset, otherOrdinal]: Sequence): number => offset - otherOffset || ordinal - otherOrdinal

/** What really happened to alerts by the end of a day, in order. The log may have an event twice; it happened once. */
export const recordedAlerts = (log: Iterable<{ readonly event: Event | null }>, through: Day): readonly AlertEvent[] => {
  const events = new Map<string, AlertEvent>()
  for (const { event } of log) if (event?.type === 'alert-changed' && event.data && event.data.day <= through) events.set(event.id, event.data)
  return [...events.values()].sort((one, other) => before(one.sequence, other.sequence))
}

/** Targets with their alerts as they were recorded: what was judged again in memory decides alerts that nobody ever heard of. */
export const withAlerts = (states: readonly TargetState[], recorded: readonly AlertEvent[]): readonly TargetState[] => {
  const newest = new Map(recorded.map(({ alert }) => [alertKey(alert.target, alert.kind), alert]))
  const byTarget = Map.groupBy(newest.values(), ({ target }) => target)
  return states.map((state) => ({ ...state, alerts: byTarget.get(targetKey(state.declared.target)) ?? [] }))
}
