import type { AlertKind, Sequence } from './alert.ts'
import type { EventType, Topic } from './event.ts'
import type { Observation } from './observation.ts'
import type { Day, Period } from './period.ts'
import type { TargetKey } from './target.ts'

/** The one topic that each type of event stands in. */
export const TOPIC_OF = {
  'target-declared': 'facts',
  'observation-published': 'facts',
  'command-given': 'facts',
  'day-began': 'facts',
  'target-assessed': 'assessments',
  'alert-changed': 'alerts',
  'delivery-recorded': 'deliveries',
  'dead-lettered': 'deadletters',
} as const satisfies Readonly<Record<EventType, Topic>>

export const targetEventKey = (target: TargetKey): string => `target/${target}`

/**
 * Every vintage has a key of its own, so that compaction keeps them all. What is not exact is kept apart: an exact figure and a bound of the same day are two vintages,
 * and the exact one counts whichever comes last.
 */
export function observationKey(o: Observation): string {
  const key = `observation/${o.region}/${o.indicator}/${o.period}/${o.measure}/${o.coverage}/${o.published}`
  return o.bound === 'exact' ? key : `${key}/${o.bound}`
}

export const commandKey = (id: string): string => `command/${id}`

/** One a day and partition: its region only leads it there and is no part of the key. */
export const dayKey = (day: Day): string => `day/${day}`

/** `-` stands for "no period of the year has been judged yet". */
export const assessmentKey = (target: TargetKey, period: Period | null): string => `${target}/${period ?? '-'}`

export const alertKey = (target: TargetKey, kind: AlertKind): string => `${target}/${kind}`

export const sayingSequence = (sequence: Sequence): string => `${sequence[0]}-${sequence[1]}-${sequence[2]}`

/** Region of a target's key: `420100/2024/foreign-trade` → `420100`. */
export const regionOf = (target: TargetKey): string => target.slice(0, target.indexOf('/'))
