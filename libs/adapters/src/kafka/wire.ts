import { BODY_TYPE, type Decoded, decodeEvent, type EncodedEvent, REGION_SOURCE, SPEC_VERSION, writeEvent } from '@shixu/contracts'
import type { Event, Topic } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import type { IHeaders, KafkaMessage, Message } from 'kafkajs'
import { partitionOf } from '../partition.ts'
import { headerTexts } from './record-headers.ts'

const VERSION = Buffer.from(SPEC_VERSION)
const JSON_TYPE = Buffer.from(BODY_TYPE)

/** Bytes of a record beside key, body and id: the other headers, and the frame. An upper bound. */
const OVERHEAD = 320

const MOST_REGIONS = 100_000

/** A record that is ready to be sent, and about how many bytes it takes. */
export interface Outgoing {
  readonly message: Message & { readonly partition: number }
  readonly bytes: number
}

/** An event as a CloudEvent in binary mode: what describes it are headers, its body is the value, as text that is made into bytes where it is sent. Key and partition are always given. */
export const outgoing = (event: Event, { partition, now }: { readonly partition: number; readonly now: number }): Outgoing => {
  const { key, id, type, text, region } = writeEvent(event)
  const headers: IHeaders = { ce_id: id, ce_source: REGION_SOURCE + region, ce_type: type, ce_specversion: VERSION, ce_time: new Date(now).toISOString() }
  if (text !== null) headers['content-type'] = JSON_TYPE
  const bytes = OVERHEAD + (text === null ? 0 : Buffer.byteLength(text)) + 3 * (key.length + id.length)
  return { message: { key, value: text, partition, headers, timestamp: String(now) }, bytes }
}

const DESCRIBING = ['ce_id', 'ce_source', 'ce_type'] as const

/** Reads a record of one topic and partition: its event, or why there is none. Never throws. */
export type Recorder = (message: KafkaMessage, place: { readonly topic: Topic; readonly partition: number }) => Recorded

interface Origin {
  readonly region: string
  /** The partition that the region belongs in. */
  readonly home: number
}

/** Regions are few and records many, so what a source says is worked out once; and mostly it is that of the record before. */
export const createRecorder = (partitions: number): Recorder => {
  const known = new Map<string, Origin>()
  const last = { source: '', origin: originOf('', partitions) }
  const originBy = (source: string): Origin => {
    if (source === last.source) return last.origin
    const origin = known.get(source) ?? originOf(source, partitions)
    if (known.size < MOST_REGIONS) known.set(source, origin)
    Object.assign(last, { source, origin })
    return origin
  }
  return (message, { topic, partition }) => {
    const offset = Number(message.offset)
    const writtenAt = Number(message.timestamp)
    const [id = '', source = '', type = ''] = headerTexts(message.headers, DESCRIBING)
    const { region, home } = originBy(source)
    const decoded = decode(message, { topic, region, id, type })
    if (!decoded.ok) return { topic, partition, offset, writtenAt, ...unreadable(message, decoded.reason) }
    if (home === partition) return { topic, partition, offset, writtenAt, event: decoded.event }
    return { topic, partition, offset, writtenAt, ...unreadable(message, `region "${region}" belongs in partition ${home}, not ${partition}`) }
  }
}

const originOf = (source: string, partitions: number): Origin => {
  const region = source.startsWith(REGION_SOURCE) ? source.slice(REGION_SOURCE.length) : ''
  return { region, home: partitionOf(region, partitions) }
}

type Described = Pick<EncodedEvent, 'topic' | 'region' | 'id' | 'type'>

const decode = ({ key, value }: KafkaMessage, described: Described): Decoded => {
  if (key === null) return { ok: false, reason: 'the record has no key' }
  const { type, region } = described
  if (type === '' || region === '') return { ok: false, reason: `without CloudEvents headers: ce_type is "${type}" and ce_source names no region` }
  return decodeEvent({ ...described, key: key.toString(), body: value })
}

const unreadable = ({ key, value }: KafkaMessage, reason: string): Pick<Recorded, 'event' | 'unreadable'> => ({
  event: null,
  unreadable: { key: key?.toString() ?? null, reason, bytes: value ?? new Uint8Array() },
})
