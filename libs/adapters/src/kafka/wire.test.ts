import { commandGiven, targetWithdrawn } from '@shixu/domain'
import type { KafkaMessage } from 'kafkajs'
import { describe, expect, it } from 'vitest'
import { partitionOf } from '../partition.ts'
import { createRecorder, outgoing } from './wire.ts'

const PARTITIONS = 4
const HOME = partitionOf('420100', PARTITIONS)
const record = createRecorder(PARTITIONS)
const event = commandGiven({ id: 'c', kind: 'silence', target: '420100/2024/t', by: 'b', reason: 'r', until: '2024-12-31' })

const arrived = (over: Partial<KafkaMessage> = {}): KafkaMessage => {
  const { message } = outgoing(event, { partition: HOME, now: 1_700_000_000_000 })
  const sent = { key: Buffer.from(String(message.key)), value: Buffer.from(String(message.value)), headers: message.headers ?? {} }
  return { attributes: 0, timestamp: message.timestamp ?? '', offset: '7', ...sent, ...over } as KafkaMessage
}
const at = { topic: 'facts', partition: HOME } as const

describe('an event on the wire', () => {
  it('is a CloudEvent in binary mode, with key and partition', () => {
    const { message } = outgoing(event, { partition: 3, now: 1_700_000_000_000 })
    expect(message).toMatchObject({
      key: 'command/c',
      partition: 3,
      timestamp: '1700000000000',
      headers: { ce_id: 'command/c', ce_source: '/regions/420100', ce_type: 'shixu.command-given.v1', ce_time: '2023-11-14T22:13:20.000Z' },
    })
    expect(String(message.headers?.ce_specversion)).toBe('1.0')
    expect(String(message.headers?.['content-type'])).toBe('application/json')
    expect(JSON.parse(String(message.value))).toEqual(event.data)
  })

  it('comes back as it was', () => {
    expect(record(arrived(), at)).toEqual({ topic: 'facts', partition: HOME, offset: 7, writtenAt: 1_700_000_000_000, event })
  })

  it('may be a tombstone, whose value is none', () => {
    const gone = targetWithdrawn('420100/2024/t', '2')
    const { message } = outgoing(gone, { partition: HOME, now: 0 })
    expect(message.value).toBeNull()
    const back = record(arrived({ key: Buffer.from(gone.key), value: null, headers: message.headers ?? {} }), at)
    expect(back.event).toEqual(gone)
  })
})

describe('what cannot be read is handed on with its reason', () => {
  it.each<[string, Partial<KafkaMessage>, string]>([
    ['no key', { key: null }, 'the record has no key'],
    ['no headers', { headers: {} }, 'without CloudEvents headers'],
    ['a source of another system', { headers: { ...arrived().headers, ce_source: '/shops/7' } }, 'ce_source names no region'],
    ['an unknown type', { headers: { ...arrived().headers, ce_type: 'weather.seen' } }, 'unknown type "weather.seen"'],
    ['bad JSON', { value: Buffer.from('{"a":') }, 'body is not JSON'],
    ['2 MB', { value: Buffer.alloc(2 << 20, 0x20) }, 'at most 1048576 are read'],
  ])('%s', (_name, over, reason) => {
    const message = arrived(over)
    const { event: none, unreadable } = record(message, at)
    expect(none).toBeNull()
    expect(unreadable?.reason).toContain(reason)
    expect(unreadable?.key).toBe(message.key?.toString() ?? null)
    expect(unreadable?.bytes).toEqual(message.value)
  })

  it('a region in another’s partition, which would be judged twice', () => {
    const elsewhere = { topic: 'facts', partition: (HOME + 1) % PARTITIONS } as const
    expect(record(arrived(), elsewhere).unreadable?.reason).toBe(`region "420100" belongs in partition ${HOME}, not ${elsewhere.partition}`)
  })
})
