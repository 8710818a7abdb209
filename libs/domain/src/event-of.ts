import type { AlertEvent } from './alert.ts'
import type { Command, DayBegan, DeadLetter, Delivery, Event, TargetAssessed, TargetDeclared } from './event.ts'
import { alertKey, assessmentKey, commandKey, dayKey, observationKey, regionOf, sayingSequence, TOPIC_OF, targetEventKey } from './event-key.ts'
import type { Observation } from './observation.ts'
import { type TargetKey, targetKey } from './target.ts'

type EventOf<T extends Event['type']> = Extract<Event, { type: T }>

/** The events that stand in the log, each with its topic, key and an id that the same content always gets. `version` tells one content of a target from another (`contentHash`). */
export function targetDeclared(data: TargetDeclared, version: string): EventOf<'target-declared'> {
  const key = targetEventKey(targetKey(data.target))
  return { topic: TOPIC_OF['target-declared'], region: data.target.region, key, id: `${key}@${version}`, type: 'target-declared', data }
}

/** A tombstone: the target is gone as of `version`. */
export function targetWithdrawn(target: TargetKey, version: string): EventOf<'target-declared'> {
  const key = targetEventKey(target)
  return { topic: TOPIC_OF['target-declared'], region: regionOf(target), key, id: `${key}@${version}`, type: 'target-declared', data: null }
}

export function observationPublished(data: Observation): EventOf<'observation-published'> {
  const key = observationKey(data)
  return { topic: TOPIC_OF['observation-published'], region: data.region, key, id: `${key}=${data.value}`, type: 'observation-published', data }
}

export function commandGiven(data: Command): EventOf<'command-given'> {
  const key = commandKey(data.id)
  return { topic: TOPIC_OF['command-given'], region: regionOf(data.target), key, id: key, type: 'command-given', data }
}

/** `region` is any region of the partition that the day begins in. */
export function dayBegan(region: string, data: DayBegan): EventOf<'day-began'> {
  const key = dayKey(data.day)
  return { topic: TOPIC_OF['day-began'], region, key, id: key, type: 'day-began', data }
}

export function targetAssessed(data: TargetAssessed): EventOf<'target-assessed'> {
  const { target, period } = data.assessment
  const key = assessmentKey(target, period)
  return {
    topic: TOPIC_OF['target-assessed'],
    region: regionOf(target),
    key,
    id: `${key}@${sayingSequence(data.sequence)}`,
    type: 'target-assessed',
    data,
  }
}

export function alertChanged(data: AlertEvent): EventOf<'alert-changed'> {
  const { target, kind } = data.alert
  const key = alertKey(target, kind)
  const id = `${key}@${sayingSequence(data.sequence)}/${data.type}`
  return { topic: TOPIC_OF['alert-changed'], region: regionOf(target), key, id, type: 'alert-changed', data }
}

export function deliveryRecorded(region: string, data: Delivery): EventOf<'delivery-recorded'> {
  const id = `${data.notice}/${data.attempt}`
  return { topic: TOPIC_OF['delivery-recorded'], region, key: data.notice, id, type: 'delivery-recorded', data }
}

export function deadLettered(region: string, data: DeadLetter): EventOf<'dead-lettered'> {
  const id = `${data.source}#${data.place}@${data.sha256}`
  return { topic: TOPIC_OF['dead-lettered'], region, key: data.source, id, type: 'dead-lettered', data }
}
