import type { AlertEvent } from './alert.ts'
import type { Command } from './command.ts'
import type { DayBegan, DeadLetter, Delivery, Event, EventBodies, EventType, TargetAssessed, TargetDeclared } from './event.ts'
import { KEY_OF, REGION_OF, regionOf, sayingSequence, TOPIC_OF, targetEventKey } from './event-key.ts'
import type { Observation } from './observation.ts'
import type { TargetKey } from './target.ts'

type EventOf<T extends EventType> = Extract<Event, { type: T }>

/** The events that stand in the log, each with its topic, key and an id that the same content always gets. `version` tells one content of a target from another. */
export const targetDeclared = (data: TargetDeclared, version: string): EventOf<'target-declared'> =>
  eventOf('target-declared', data, { id: (key) => `${key}@${version}` })

/** A tombstone: the target is gone as of `version`. */
export function targetWithdrawn(target: TargetKey, version: string): EventOf<'target-declared'> {
  const key = targetEventKey(target)
  return { topic: TOPIC_OF['target-declared'], region: regionOf(target), key, id: `${key}@${version}`, type: 'target-declared', data: null }
}

export const observationPublished = (data: Observation): EventOf<'observation-published'> =>
  eventOf('observation-published', data, { id: (key) => `${key}=${data.value}` })

export const commandGiven = (data: Command): EventOf<'command-given'> => eventOf('command-given', data, { id: (key) => key })

/** `region` is any region of the partition that the day begins in. */
export const dayBegan = (region: string, data: DayBegan): EventOf<'day-began'> => eventOf('day-began', data, { id: (key) => key, region })

export const targetAssessed = (data: TargetAssessed): EventOf<'target-assessed'> =>
  eventOf('target-assessed', data, { id: (key) => `${key}@${sayingSequence(data.sequence)}` })

export const alertChanged = (data: AlertEvent): EventOf<'alert-changed'> =>
  eventOf('alert-changed', data, { id: (key) => `${key}@${sayingSequence(data.sequence)}/${data.type}` })

export const deliveryRecorded = (region: string, data: Delivery): EventOf<'delivery-recorded'> =>
  eventOf('delivery-recorded', data, { id: (key) => `${key}/${data.attempt}`, region })

export const deadLettered = (region: string, data: DeadLetter): EventOf<'dead-lettered'> =>
  eventOf('dead-lettered', data, { id: (key) => `${key}#${data.place}@${data.sha256}`, region })

function eventOf<T extends EventType>(type: T, data: EventBodies[T], make: { id: (key: string) => string; region?: string }): EventOf<T> {
  const key = KEY_OF[type](data)
  const region = REGION_OF[type](data) ?? make.region ?? ''
  return { topic: TOPIC_OF[type], region, key, id: make.id(key), type, data } as EventOf<T>
}
