import type { AlertKind, Sequence } from './alert.ts'
import type { EventBodies, EventType, Topic } from './event.ts'
import { figureKey, type Observation } from './observation.ts'
import type { Day, Period } from './period.ts'
import { type TargetKey, targetKey } from './target.ts'

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

export const EVENT_TYPES = Object.keys(TOPIC_OF) as readonly EventType[]

export const targetEventKey = (target: TargetKey): string => `target/${target}`

/**
 * Every vintage has a key of its own, so that compaction keeps them all. What is not exact is kept apart: an exact figure and a bound of the same day are two vintages,
 * and the exact one counts whichever comes last.
 */
export function observationKey(o: Pick<Observation, 'region' | 'indicator' | 'period' | 'measure' | 'coverage' | 'published' | 'bound'>): string {
  const key = `observation/${figureKey(o)}/${o.published}`
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

/** The key under which each type of event stands in its topic. */
export const KEY_OF: { readonly [T in EventType]: (data: EventBodies[T]) => string } = {
  'target-declared': (data) => targetEventKey(targetKey(data.target)),
  'observation-published': observationKey,
  'command-given': (data) => commandKey(data.id),
  'day-began': (data) => dayKey(data.day),
  'target-assessed': (data) => assessmentKey(data.assessment.target, data.assessment.period),
  'alert-changed': (data) => alertKey(data.alert.target, data.alert.kind),
  'delivery-recorded': (data) => data.notice,
  'dead-lettered': (data) => data.source,
}

/** The region that an event's body names; null where it names none and any region of its partition may stand in the record. */
export const REGION_OF: { readonly [T in EventType]: (data: EventBodies[T]) => string | null } = {
  'target-declared': (data) => data.target.region,
  'observation-published': (data) => data.region,
  'command-given': (data) => regionOf(data.target),
  'day-began': () => null,
  'target-assessed': (data) => regionOf(data.assessment.target),
  'alert-changed': (data) => regionOf(data.alert.target),
  'delivery-recorded': () => null,
  'dead-lettered': () => null,
}
