import type { Event } from '@shixu/domain'
import type { Message } from 'kafkajs'
import { KafkaFault } from './kafka-fault.ts'
import { MAX_MESSAGE_BYTES, topicName } from './topics.ts'
import { type Outgoing, outgoing } from './wire.ts'

/** One call of `append`, which is answered when all of its events have been dealt with. */
export interface Call {
  /** Events that the brokers acknowledged, or did not and why. */
  settled(events: readonly Event[], error?: unknown): void
}

/** What goes to one partition in one request, and whose it is. */
export interface Part {
  readonly topic: string
  readonly messages: readonly Message[]
  readonly shares: readonly { readonly call: Call; readonly events: readonly Event[] }[]
  readonly bytes: number
}

export interface Lanes {
  add(events: readonly Event[], call: Call): void
  /** The next request: some of each partition's events, in their order. Empty: nothing waits. Events are encoded here and not before. */
  take(): readonly Part[]
  /** Whether a request's worth waits for some partition. */
  isFull(): boolean
  readonly waiting: number
}

/** kafkajs is quadratic in the messages of one partition and request (tulios/kafkajs #1576): 50,000 block the event loop for 16 seconds. */
const MOST_MESSAGES = 500

/** Of one partition's batch, so that it stays below the topic's `max.message.bytes`; and of one request. */
const MOST_BYTES = 900_000
const MOST_REQUEST_BYTES = 8_000_000

interface Waiting {
  readonly call: Call
  readonly events: readonly Event[]
  next: number
}

interface Lane {
  readonly topic: string
  readonly partition: number
  readonly queue: Waiting[]
  records: number
}

export interface LaneParts {
  readonly prefix: string
  /** One topic for all, whatever their own would be. */
  readonly divertTo?: string | undefined
  readonly partitionOf: (region: string) => number
  readonly now: () => number
}

export const createLanes = ({ prefix, divertTo, partitionOf, now }: LaneParts): Lanes => {
  const lanes = new Map<string, Lane>()
  const laneOf = ({ topic, region }: Event): Lane => {
    const partition = partitionOf(region)
    const target = divertTo ?? topicName(topic, prefix)
    const name = `${target}/${partition}`
    const lane = lanes.get(name) ?? { topic: target, partition, queue: [], records: 0 }
    lanes.set(name, lane)
    return lane
  }

  return {
    get waiting() {
      return [...lanes.values()].reduce((sum, { records }) => sum + records, 0)
    },
    isFull: () => [...lanes.values()].some(({ records }) => records >= MOST_MESSAGES),
    add: (events, call) => {
      for (const [lane, own] of Map.groupBy(events, laneOf)) {
        lane.queue.push({ call, events: own, next: 0 })
        lane.records += own.length
      }
    },
    take: () => {
      const parts: Part[] = []
      let bytes = 0
      for (const [name, lane] of [...lanes]) {
        if (bytes >= MOST_REQUEST_BYTES) break
        const part = takePart(lane, now())
        // To the end, so that the others have their turn; an empty lane is forgotten.
        lanes.delete(name)
        if (lane.records > 0) lanes.set(name, lane)
        bytes += part.bytes
        if (part.messages.length > 0) parts.push(part)
      }
      return parts
    },
  }
}

interface Taking {
  readonly messages: Message[]
  readonly shares: { call: Call; events: Event[] }[]
  bytes: number
}

const takePart = (lane: Lane, now: number): Part => {
  const taking: Taking = { messages: [], shares: [], bytes: 0 }
  for (let first = lane.queue[0]; first; first = lane.queue[0]) {
    if (!takeFrom(first, taking, { partition: lane.partition, now })) break
    lane.queue.shift()
  }
  lane.records = lane.queue.reduce((sum, { events, next }) => sum + events.length - next, 0)
  return { topic: lane.topic, ...taking }
}

/** Whether all of them found room. */
const takeFrom = (waiting: Waiting, taking: Taking, at: { partition: number; now: number }): boolean => {
  const events: Event[] = []
  taking.shares.push({ call: waiting.call, events })
  for (; waiting.next < waiting.events.length; waiting.next += 1) {
    if (taking.messages.length >= MOST_MESSAGES) return false
    const event = waiting.events[waiting.next]!
    const encoded = outgoing(event, at)
    if (isTooLarge(encoded)) {
      waiting.call.settled([event], new KafkaFault('event-too-large', `${event.topic} ${event.key}, ${encoded.bytes} bytes`, { unacknowledged: [event] }))
      continue
    }
    if (taking.bytes + encoded.bytes > MOST_BYTES && taking.messages.length > 0) return false
    taking.messages.push(encoded.message)
    taking.bytes += encoded.bytes
    events.push(event)
  }
  return true
}

const isTooLarge = ({ bytes }: Outgoing): boolean => bytes > MAX_MESSAGE_BYTES
