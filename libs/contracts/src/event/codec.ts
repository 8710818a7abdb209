import { EVENT_TYPES, type Event, type EventBodies, type EventType, KEY_OF, REGION_OF, TOPIC_OF, type Topic } from '@shixu/domain'
import type { z } from 'zod'
import { sayIssues } from '../say-issues.ts'
import { BODY_SCHEMAS } from './bodies.ts'
import { isPlainObservation } from './plain-observation.ts'
import { WIRE_TYPES } from './wire-types.ts'

/** An event as bytes: CloudEvents' headers and a JSON body. `type` carries the version: `shixu.observation-published.v1`. */
export interface EncodedEvent {
  readonly topic: Topic
  readonly region: string
  readonly key: string
  readonly id: string
  readonly type: string
  readonly body: Uint8Array | null
}

/** The same as text: for who writes it into bytes of his own. */
export interface WrittenEvent extends Omit<EncodedEvent, 'body'> {
  readonly text: string | null
}

export type Decoded = { readonly ok: true; readonly event: Event } | { readonly ok: false; readonly reason: string }

type Body = EventBodies[EventType]

interface Known {
  readonly type: EventType
  readonly topic: Topic
  readonly schema: z.ZodType<Body>
  readonly keyOf: (data: Body) => string
  readonly regionOf: (data: Body) => string | null
}

/** What one event may weigh; a larger one is refused unread. */
const MAX_BODY = 1 << 20

/** The schema of a type gives the data that its key and region are made of, which the compiler cannot follow through the table. */
const KNOWN: ReadonlyMap<string, Known> = new Map(
  EVENT_TYPES.map((type) => [
    WIRE_TYPES[type],
    { type, topic: TOPIC_OF[type], schema: BODY_SCHEMAS[type], keyOf: KEY_OF[type] as Known['keyOf'], regionOf: REGION_OF[type] as Known['regionOf'] },
  ]),
)

const utf8 = new TextEncoder()
const strict = new TextDecoder('utf-8', { fatal: true })

/** An event as it goes onto the log. A tombstone has no body. */
export function encodeEvent(event: Event): EncodedEvent {
  const { text, ...written } = writeEvent(event)
  return { ...written, body: text === null ? null : utf8.encode(text) }
}

export const writeEvent = ({ topic, region, key, id, type, data }: Event): WrittenEvent => ({
  topic,
  region,
  key,
  id,
  type: WIRE_TYPES[type],
  text: data === null ? null : JSON.stringify(data),
})

/** Reads an event off the log: a value, or the list of all that is wrong with it. Never throws. */
export function decodeEvent(record: EncodedEvent): Decoded {
  const known = KNOWN.get(record.type)
  if (!known) return refused(`unknown type "${record.type}"; known are ${[...KNOWN.keys()].join(', ')}`)
  if (known.topic !== record.topic) return refused(`type "${record.type}" belongs on topic ${known.topic}, not ${record.topic}`)
  if (!record.region || !record.key || !record.id) return refused('region, key and id must not be empty')
  if (record.body === null) return { ok: true, event: eventOf(record, known.type, null) }
  if (record.body.length > MAX_BODY) return refused(`body has ${record.body.length} bytes; at most ${MAX_BODY} are read`)
  return decodeBody(record, known, record.body)
}

function decodeBody(record: EncodedEvent, known: Known, body: Uint8Array): Decoded {
  let json: unknown
  try {
    json = JSON.parse(strict.decode(body))
  } catch (error) {
    return refused(`body is not JSON in UTF-8: ${error instanceof Error ? error.message : error}`)
  }
  if (known.type === 'observation-published' && isPlainObservation(json)) return placed(record, known, json as Body)
  const parsed = known.schema.safeParse(json)
  return parsed.success ? placed(record, known, parsed.data) : refused(sayIssues(parsed.error))
}

const placed = (record: EncodedEvent, known: Known, data: Body): Decoded => {
  const strange = strangePlace(record, known, data)
  return strange ? refused(strange) : { ok: true, event: eventOf(record, known.type, data) }
}

/** A record under another figure's key would displace that figure when the topic is compacted; in another region's partition it would be judged twice. */
function strangePlace(record: EncodedEvent, known: Known, data: Body): string | null {
  const key = known.keyOf(data)
  if (key !== record.key) return `key "${record.key}" is not that of its body, ${key}`
  const region = known.regionOf(data) ?? record.region
  return region === record.region ? null : `region "${record.region}" is not that of its body, ${region}`
}

const eventOf = (record: EncodedEvent, type: EventType, data: Body | null): Event =>
  ({ topic: record.topic, region: record.region, key: record.key, id: record.id, type, data }) as Event

const refused = (reason: string): Decoded => ({ ok: false, reason })
