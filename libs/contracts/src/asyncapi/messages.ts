import { EVENT_TYPES, type Event, type EventType, targetWithdrawn } from '@shixu/domain'
import { encodeEvent } from '../event/codec.ts'
import { EXAMPLES } from '../event/examples.ts'
import { WIRE_TYPES } from '../event/wire-types.ts'
import { BODY_TYPE, REGION_SOURCE, SPEC_VERSION } from '../topic/cloud-event.ts'
import { KEY_PATTERNS, KEY_WORDS } from '../topic/key-patterns.ts'
import { schemaRef } from './named-schemas.ts'

export const KAFKA_BINDING = '0.5.0'

const SAYS: Readonly<Record<EventType, string>> = {
  'target-declared': 'A target as the registry has it, with its indicator, its release calendar and the ladder of people.',
  'observation-published': 'One published figure, one vintage of it.',
  'command-given': 'A person acknowledged an alert, or silenced it.',
  'day-began': 'A day began in this partition. Judging time is the last of these, never a clock.',
  'target-assessed': 'The judgement of one target at one period, with its reason and all that it was computed from.',
  'alert-changed': 'An alert was raised, eased, escalated, closed …; it carries the whole alert.',
  'delivery-recorded': 'One try of a notice on one channel, and what became of it.',
  'dead-lettered': 'Something was refused.',
}

/** A target that is gone leaves a record without a body. */
export const TOMBSTONE = `${WIRE_TYPES['target-declared']}.tombstone`

const headersOf = (wireType: string, hasBody: boolean) => ({
  allOf: [
    schemaRef('cloud-event'),
    {
      type: 'object',
      properties: { ce_type: { type: 'string', const: wireType }, ...(hasBody && { 'content-type': { type: 'string', const: BODY_TYPE } }) },
      required: ['ce_type', ...(hasBody ? ['content-type'] : [])],
    },
  ],
})

/** The headers that every record has. More may be there. */
export const CLOUD_EVENT = {
  type: 'object',
  description: 'CloudEvents 1.0 in binary mode. What is read are id, source and type.',
  properties: {
    ce_id: { type: 'string', minLength: 1, description: 'The same content always gets the same id.' },
    ce_source: { type: 'string', pattern: `^${REGION_SOURCE}\\S+$`, description: 'The region, by its code. Its murmur2 decides the partition.' },
    ce_type: { type: 'string', description: 'The type and the version of the body.' },
    ce_specversion: { type: 'string', const: SPEC_VERSION },
    ce_time: { type: 'string', format: 'date-time', description: 'When it was written. Nothing is judged by it.' },
  },
  required: ['ce_id', 'ce_source', 'ce_type', 'ce_specversion'],
}

const exampleOf = (event: Event) => {
  const { id, region, type } = encodeEvent(event)
  return {
    name: 'invented',
    headers: {
      ce_id: id,
      ce_source: REGION_SOURCE + region,
      ce_type: type,
      ce_specversion: SPEC_VERSION,
      ce_time: '2024-06-20T01:00:00.000Z',
      ...(event.data !== null && { 'content-type': BODY_TYPE }),
    },
    ...(event.data !== null && { payload: event.data }),
  }
}

const messageOf = (type: EventType) => ({
  name: WIRE_TYPES[type],
  summary: SAYS[type],
  contentType: BODY_TYPE,
  headers: headersOf(WIRE_TYPES[type], true),
  payload: schemaRef(WIRE_TYPES[type]),
  bindings: { kafka: { key: keyOf(type), bindingVersion: KAFKA_BINDING } },
  examples: [exampleOf(EXAMPLES[type])],
})

const keyOf = (type: EventType) => ({ type: 'string', pattern: KEY_PATTERNS[type], description: KEY_WORDS[type], examples: [EXAMPLES[type].key] })

const tombstone = () => ({
  ...messageOf('target-declared'),
  summary: 'The target is gone: a record with the key of the target and no value.',
  headers: headersOf(WIRE_TYPES['target-declared'], false),
  payload: { type: 'null' },
  examples: [exampleOf(targetWithdrawn('999901/2024/example-trade', '2'))],
})

/** Every message by its id: one per type and version, and the tombstone. */
export const messages = (): Readonly<Record<string, object>> => ({
  ...Object.fromEntries(EVENT_TYPES.map((type) => [WIRE_TYPES[type], messageOf(type)])),
  [TOMBSTONE]: tombstone(),
})

/** Ids of the messages that an event of this type may be. */
export const messageIds = (type: EventType): readonly string[] => (type === 'target-declared' ? [WIRE_TYPES[type], TOMBSTONE] : [WIRE_TYPES[type]])
