import { setImmediate as turn } from 'node:timers/promises'
import type { Event } from '@shixu/domain'
import type { OnHappening } from './happening.ts'
import { KafkaFault } from './kafka-fault.ts'
import { type Call, createLanes, type LaneParts, type Part } from './lanes.ts'
import { within } from './pause-for.ts'
import type { ProducerLife, TopicMessages } from './producer-life.ts'

export interface Sender {
  /** Resolves when every event is acknowledged; rejects with a KafkaFault that has those that were not. */
  append(events: readonly Event[]): Promise<void>
  /** Sends what still waits, and ends; gives it up where that takes long, since the brokers may be away. */
  close(): Promise<void>
}

export interface SenderParts extends LaneParts {
  readonly producer: ProducerLife
  readonly onHappening: OnHappening
}

const SEND_WITHIN_MS = 3_000
const DISCONNECT_WITHIN_MS = 1_000

/**
 * One request at a time, which keeps the order of each partition; what is appended meanwhile goes together into the next one. At most two requests are encoded at once,
 * so memory is bounded whatever waits: the callers' own events, and their promises hold them back.
 */
export const createSender = ({ producer, onHappening, ...parts }: SenderParts): Sender => {
  const lanes = createLanes(parts)
  let pumping: Promise<void> | null = null
  let closed = false

  const deliver = async (request: readonly Part[]): Promise<void> => {
    const began = parts.now()
    const records = request.reduce((sum, { messages }) => sum + messages.length, 0)
    const bytes = request.reduce((sum, part) => sum + part.bytes, 0)
    onHappening({ what: 'in-flight', records, bytes })
    await sendParts(producer, request)
    onHappening({ what: 'in-flight', records: 0, bytes: 0 })
    onHappening({ what: 'appended', records, bytes, ms: parts.now() - began })
  }

  const pump = async (): Promise<void> => {
    for (let request = lanes.take(); lanes.waiting > 0 || request.length > 0; ) {
      const delivered = deliver(request)
      await turn()
      // Encoded while the brokers write the one before, where there is enough of it to make a request.
      const next = lanes.isFull() ? lanes.take() : []
      await delivered
      request = next.length > 0 ? next : lanes.take()
    }
    pumping = null
  }

  return {
    append: (events) => {
      if (closed) return Promise.reject(new KafkaFault('log-closed', 'append', { unacknowledged: events }))
      if (events.length === 0) return Promise.resolve()
      const acknowledged = new Promise<void>((resolve, reject) => lanes.add(events, createCall(events.length, { resolve, reject })))
      pumping ??= turn().then(pump)
      return acknowledged
    },
    close: async () => {
      closed = true
      await within(pumping ?? Promise.resolve(), SEND_WITHIN_MS)
      await within(producer.close(), DISCONNECT_WITHIN_MS)
    },
  }
}

/** Together; and where that fails for good, each partition by itself, so that one that is refused does not take the others along. */
const sendParts = async (producer: ProducerLife, request: readonly Part[]): Promise<void> => {
  try {
    if (request.length > 0) await producer.send(byTopic(request))
    for (const part of request) settle(part)
  } catch (error) {
    if (request.length === 1) settle(request[0]!, error)
    else for (const part of request) await sendParts(producer, [part])
  }
}

const settle = ({ shares }: Part, error?: unknown): void => {
  for (const { call, events } of shares) call.settled(events, error)
}

const byTopic = (request: readonly Part[]): TopicMessages[] =>
  [...Map.groupBy(request, ({ topic }) => topic)].map(([topic, parts]) => ({ topic, messages: parts.flatMap(({ messages }) => messages) }))

const createCall = (events: number, { resolve, reject }: { resolve: () => void; reject: (error: unknown) => void }): Call => {
  const failed: Event[] = []
  let left = events
  let fault: unknown = null
  return {
    settled: (some, error) => {
      left -= some.length
      if (error !== undefined) {
        failed.push(...some)
        fault ??= error
      }
      if (left > 0) return
      if (failed.length === 0) resolve()
      else reject(faultOf(fault, { failed, events }))
    },
  }
}

const faultOf = (cause: unknown, { failed, events }: { failed: readonly Event[]; events: number }): KafkaFault => {
  if (cause instanceof KafkaFault && failed.length === 1) return cause
  return new KafkaFault('not-appended', `${failed.length} of ${events} events`, { cause, unacknowledged: failed })
}
