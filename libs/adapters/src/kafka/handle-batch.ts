import type { Event, Topic } from '@shixu/domain'
import { isAuthorization, mayPass, mustRejoin } from './error-kind.ts'
import { type Fetched, messagesBetween } from './fetched.ts'
import type { Held } from './held.ts'
import { KafkaFault } from './kafka-fault.ts'
import type { MemberParts, Step } from './member-parts.ts'
import { pauseFor } from './pause-for.ts'

const AGAIN_MS = 1_000

/** The work of this group is over, and whoever runs it has been told. */
export class Ended extends Error {}

/** Ends the group's work, from within. */
export const end = ({ fail }: MemberParts, error: unknown): never => {
  fail(error)
  throw new Ended()
}

const at = (parts: MemberParts, step: Step): void => {
  try {
    parts.between(step)
  } catch (error) {
    end(parts, error)
  }
}

/**
 * Hands a batch to the work, makes its outputs safe, then moves the position. False where it is of no use, since the partition has gone meanwhile.
 * Rejects with what the work threw, or with what the broker said where this member has to join again; the records are handled then all the same.
 */
export const handleBatch = async (parts: MemberParts, held: Held, batch: Fetched): Promise<boolean> => {
  const { topic, partition } = batch
  const next = held.next.get(topic) ?? 0
  const messages = messagesBetween(batch, { from: next, until: Number.POSITIVE_INFINITY })
  if (messages.length > 0) {
    const outputs = await held.work!.handle(messages.map((message) => parts.record(message, batch)))
    at(parts, 'handled')
    if (!(await makeSafe(parts, held, outputs))) return false
    at(parts, 'appended')
  }
  held.next.set(topic, Math.max(next, batch.end))
  await commit(parts, held, topic)
  if (messages.length > 0) at(parts, 'committed')
  held.failures = 0
  const newestAt = Number(messages.at(-1)?.timestamp ?? 0)
  parts.onHappening({ what: 'handled', group: parts.group, topic, partition, records: messages.length, lag: Math.max(0, batch.safeEnd - batch.end), newestAt })
  return true
}

/** Appends until all are acknowledged: what the work has put out stays what it is, however long the brokers are away. False where the partition has gone. */
const makeSafe = async (parts: MemberParts, held: Held, outputs: readonly Event[]): Promise<boolean> => {
  for (let left = outputs; left.length > 0 && !held.lost; ) {
    try {
      await parts.append(left)
      break
    } catch (error) {
      if (isAuthorization(error)) end(parts, finalFault(error, `Group ${parts.group}, outputs of partition ${held.partition}`))
      if (!(error instanceof KafkaFault) || error.code !== 'not-appended' || !mayPass(error.cause)) throw error
      left = error.unacknowledged
      if (parts.leaving.aborted) return false
      await pauseFor(AGAIN_MS, parts.leaving)
    }
  }
  return !held.lost
}

/** Moves the group's position to what was handled, where it is not there yet. Rejects where this member has to join again. */
export const commit = async (parts: MemberParts, held: Held, topic: Topic): Promise<void> => {
  const { group, steering, onHappening, leaving } = parts
  const { partition } = held
  const offset = held.next.get(topic) ?? 0
  while (!held.lost && offset !== held.committed.get(topic)) {
    try {
      await steering.commit(topic, partition, offset)
      held.committed.set(topic, offset)
      onHappening({ what: 'committed', group, topic, partition, offset })
    } catch (error) {
      if (mustRejoin(error)) throw error
      if (!mayPass(error)) end(parts, finalFault(error, `Group ${group}, position of partition ${partition}`))
      if (leaving.aborted) return
      await pauseFor(AGAIN_MS, leaving)
    }
  }
}

const finalFault = (cause: unknown, where: string): KafkaFault =>
  new KafkaFault(isAuthorization(cause) ? 'not-authorized' : 'consumer-crashed', where, { cause })
