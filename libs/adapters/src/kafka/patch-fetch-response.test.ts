import { createRequire } from 'node:module'
import fc from 'fast-check'
import type { KafkaMessage } from 'kafkajs'
import { expect, it } from 'vitest'
import { registerCodecs } from './codecs.ts'
import { BatchEnd } from './fetched-record.ts'
import { patchFetchResponse } from './patch-fetch-response.ts'
import { headerTexts } from './record-headers.ts'

const require = createRequire(import.meta.url)

interface Encoder {
  readonly buffer: Buffer
  writeInt8(value: number): Encoder
  writeInt16(value: number): Encoder
  writeInt32(value: number): Encoder
  writeInt64(value: string | number): Encoder
  writeString(value: string): Encoder
  writeBytes(value: Buffer): Encoder
  writeBuffer(value: Buffer): Encoder
}
interface Answer {
  readonly responses: readonly { readonly partitions: readonly { readonly messages: readonly KafkaMessage[] }[] }[]
}

const Encoder = require('kafkajs/src/protocol/encoder.js') as new () => Encoder
const Long = require('kafkajs/src/utils/long.js') as { fromValue(value: string | number): object }
const Record = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (record: object) => Encoder
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0/index.js') as { RecordBatch: (batch: object) => Promise<Encoder> }
const response = require('kafkajs/src/protocol/requests/fetch/v11/response.js') as { decode(bytes: Buffer): Promise<Answer> }
const theirs = response.decode
registerCodecs()
patchFetchResponse()
const ours = response.decode

const APPEND_TIME = 0x08
const CONTROL = 0x20

interface Written {
  readonly offset: number
  readonly gap: number
  readonly time: number
  readonly flags: number
  readonly compression: number
  readonly transactional: boolean
  readonly lastOffsetDelta?: number
  readonly records: readonly {
    readonly key: Buffer | null
    readonly value: Buffer | null
    readonly later: number
    readonly headers: Record<string, string | string[]>
  }[]
}

/** As a broker keeps it: kafkajs' own encoder writes the batch, and the flags that only brokers set are set after. */
const batchOf = async ({ offset, gap, time, flags, compression, transactional, records, lastOffsetDelta = records.length * gap }: Written): Promise<Buffer> => {
  const { buffer } = await RecordBatch({
    compression,
    transactional,
    firstOffset: Long.fromValue(offset),
    firstTimestamp: time,
    maxTimestamp: time + 77,
    producerId: Long.fromValue(5),
    lastOffsetDelta,
    records: records.map(({ later, ...record }, at) => Record({ ...record, offsetDelta: at * gap, timestampDelta: later })),
  })
  const bytes = Buffer.from(buffer)
  bytes[22]! |= flags
  return bytes
}

const MAGIC_ENDS = 17

const answerOf = (batches: readonly Buffer[], cut = 0): Buffer => {
  const all = Buffer.concat(batches)
  const partition = new Encoder().writeInt32(3).writeInt16(0).writeInt64('9007199254740991').writeInt64(12).writeInt64(0)
  partition.writeInt32(1).writeInt64(7).writeInt64(2)
  partition.writeInt32(-1).writeBytes(all.subarray(0, all.length - cut))
  const empty = new Encoder().writeInt32(4).writeInt16(6).writeInt64(-1).writeInt64(-1).writeInt64(-1).writeInt32(-1).writeInt32(2).writeInt32(-1)
  const topic = new Encoder().writeString('事实').writeInt32(2).writeBuffer(partition.buffer).writeBuffer(empty.buffer)
  return new Encoder().writeInt32(9).writeInt16(0).writeInt32(41).writeInt32(1).writeBuffer(topic.buffer).buffer
}

const plain = (message: KafkaMessage, names: readonly string[]) => {
  const { key, value, offset, timestamp, headers } = message
  const { isControlRecord, batchContext } = message as unknown as { isControlRecord: boolean; batchContext: { producerId: string; inTransaction: boolean } }
  const { producerId, inTransaction } = batchContext
  return { key, value, offset, timestamp, texts: headerTexts(headers, names), isControlRecord, producerId, inTransaction }
}

/** Without the end of the batch, of which kafkajs knows nothing. */
const recordsOf = (messages: readonly KafkaMessage[]) => messages.filter((message) => !(message instanceof BatchEnd))

const plainly = ({ responses, ...rest }: Answer, names: readonly string[]) => ({
  ...rest,
  responses: responses.map(({ partitions, ...topic }) => ({
    ...topic,
    partitions: partitions.map(({ messages, ...partition }) => ({ ...partition, messages: recordsOf(messages).map((message) => plain(message, names)) })),
  })),
})

/** Not what every object of JavaScript has: kafkajs keeps headers in one, and loses a header of such a name. */
const name = fc.string({ unit: fc.constantFrom(...'ce_idtypsour-'), minLength: 1, maxLength: 9 }).filter((one) => !(one in {}))
const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 200 }))
const bytes = fc.oneof(
  fc.constant(null),
  fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
  fc.integer({ min: 8_000, max: 9_000 }).map((length) => Buffer.alloc(length, 7)),
)
const record = fc.record({
  key: bytes,
  value: bytes,
  later: fc.oneof(fc.nat(1_000), fc.integer({ min: -5_000_000_000, max: 500_000_000_000 })),
  headers: fc.dictionary(name, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })), { maxKeys: 6, noNullPrototype: true }),
})
const batch: fc.Arbitrary<Written> = fc.record({
  offset: fc.oneof(fc.nat(300), fc.nat(2 ** 45)),
  gap: fc.constantFrom(1, 1, 200, 70_000),
  time: fc.constantFrom(1_700_000_000_000, 0),
  flags: fc.constantFrom(0, 0, 0, APPEND_TIME, CONTROL),
  compression: fc.constantFrom(0, 0, 1, 2, 3, 4),
  transactional: fc.boolean(),
  records: fc.array(record, { minLength: 1, maxLength: 5 }),
})

it('reads what kafkajs would have read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 3 }), fc.nat(90), async (written, cut) => {
      const batches = await Promise.all(written.map(batchOf))
      // kafkajs throws where not even the first batch's magic byte has come, which no broker does.
      const most = batches.length > 1 ? batches.at(-1)!.length : Math.max(0, (batches[0]?.length ?? 0) - MAGIC_ENDS)
      const answer = answerOf(batches, Math.min(cut, most))
      const names = [...new Set(['ce_id', ...written.flatMap(({ records }) => records.flatMap(({ headers }) => Object.keys(headers)))])].slice(0, 31)
      expect(plainly(await ours(answer), names)).toEqual(plainly(await theirs(answer), names))
    }),
  )
}, 60_000)

it('a record is read where it stands, and its parts when they are asked for', async () => {
  const one = { key: Buffer.from('k'), value: Buffer.from('值'), later: 3, headers: { ce_id: 'x' } }
  const answer = answerOf([await batchOf({ offset: 40, gap: 1, time: 1_000, flags: 0, compression: 0, transactional: false, records: [one, one] })])
  const [message, other] = (await ours(answer)).responses[0]!.partitions[0]!.messages
  expect([message!.offset, message!.timestamp, String(message!.key), String(message!.value)]).toEqual(['40', '1003', 'k', '值'])
  expect(other!.offset).toBe('41')
  expect(message!.value!.buffer).toBe(other!.key!.buffer)
})

const plainBatch = { offset: 40, gap: 1, time: 0, flags: 0, compression: 0, transactional: false, records: [] }
const someRecord = { key: Buffer.from('k'), value: Buffer.from('v'), later: 0, headers: {} }

it.each([
  ['a record that stands there', {}, ['40', '41']],
  ['an offset whose record compaction has taken', { lastOffsetDelta: 3 }, ['40', '41', 'end 43']],
  ['an offset, all records before it taken as well', { records: [], lastOffsetDelta: 3 }, ['end 43']],
  ['the mark of a transaction', { flags: CONTROL }, ['40', '41', 'end 41']],
  ['a record that a transaction may have taken back', { transactional: true }, ['40', '41', 'end 41']],
])('a batch ends in %s', async (_name, change, expected) => {
  const before = await batchOf({ ...plainBatch, offset: 10, records: [someRecord], lastOffsetDelta: 7 })
  const bytes = await batchOf({ ...plainBatch, records: [someRecord, someRecord], lastOffsetDelta: 1, ...change })
  const cutOff = await batchOf({ ...plainBatch, offset: 90, records: [someRecord] })
  const { messages } = (await ours(answerOf([before, bytes, cutOff], 5))).responses[0]!.partitions[0]!
  expect(messages.map((message) => (message instanceof BatchEnd ? `end ${message.offset}` : message.offset))).toEqual(['10', ...expected])
})

it.each([
  ['fewer bytes than records', (bytes: Buffer) => bytes.writeInt32BE(9, 57), 'a batch at offset 40 is broken'],
  ['a record longer than its batch', (bytes: Buffer) => (bytes[61] = 0xf0), 'a batch at offset 40 is broken'],
  ['a batch shorter than its own head', (bytes: Buffer) => bytes.writeInt32BE(5, 8), 'a batch at offset 40 is broken'],
  ['a format of long ago', (bytes: Buffer) => (bytes[16] = 1), 'a batch at offset 40 is in format 1'],
])('%s: refused, not guessed at', async (_name, harm, reason) => {
  const one = { key: Buffer.from('k'), value: Buffer.from('v'), later: 0, headers: {} }
  const bytes = await batchOf({ offset: 40, gap: 1, time: 0, flags: 0, compression: 0, transactional: false, records: [one] })
  harm(bytes)
  await expect(ours(answerOf([bytes]))).rejects.toThrow(reason)
})
