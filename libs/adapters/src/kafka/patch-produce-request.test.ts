import { createRequire } from 'node:module'
import fc from 'fast-check'
import type { Message } from 'kafkajs'
import { expect, it, vi } from 'vitest'
import { crc32c } from './crc32c.ts'
import { patchProduceRequest } from './patch-produce-request.ts'

const require = createRequire(import.meta.url)
const V3 = 'kafkajs/src/protocol/requests/produce/v3/request.js'

type Request = (produce: object) => { apiVersion: number; encode: () => Promise<{ buffer: Buffer; buf: Buffer }> }

const original = require(V3) as Request
patchProduceRequest()
// The newest that kafkajs speaks is made from version 3.
const patched = require('kafkajs/src/protocol/requests/produce/v7/request.js') as Request

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.string({ maxLength: 200 }), fc.constant('广东省/GDP'))
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some)),
  fc.integer({ min: 8_000, max: 9_000 }).map((length) => Buffer.alloc(length, 7)),
)
const message: fc.Arbitrary<Message> = fc.record({
  key: fc.oneof(text, bytes),
  value: fc.oneof(bytes, text, fc.constant(null)),
  timestamp: fc
    .oneof(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }), fc.integer({ min: 1_000_000_000_000, max: 9_000_000_000_000 }))
    .map(String),
  headers: fc.dictionary(text, fc.oneof(text, bytes), { maxKeys: 6 }),
})
const produce = fc.record({
  acks: fc.constant(-1),
  timeout: fc.nat(60_000),
  producerId: fc.oneof(fc.constant('-1'), fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String)),
  producerEpoch: fc.nat(30_000),
  topicData: fc.array(
    fc.record({
      topic: text.filter((name) => name.length > 0),
      partitions: fc.array(fc.record({ partition: fc.nat(99), firstSequence: fc.nat(), messages: fc.array(message, { minLength: 1, maxLength: 5 }) }), {
        maxLength: 3,
      }),
    }),
    { maxLength: 3 },
  ),
})

it('writes what kafkajs would have written, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(produce, async (asked) => {
      const { buffer } = await patched(asked).encode()
      expect(buffer.equals((await original(asked).encode()).buffer)).toBe(true)
    }),
  )
})

it('in one buffer, whatever the number of records and headers', async () => {
  const headers = { ce_id: 'a', ce_source: 'b', ce_type: 'c' }
  const messages = Array.from({ length: 100 }, (_, at) => ({ key: `k${at}`, value: Buffer.alloc(1_000), timestamp: '1700000000000', headers }))
  const asked = { acks: -1, timeout: 1, topicData: [{ topic: 't', partitions: [{ partition: 0, messages }] }] }
  const alloc = vi.spyOn(Buffer, 'alloc')
  await patched(asked).encode()
  const ours = alloc.mock.calls.length
  await original(asked).encode()
  const theirs = alloc.mock.calls.length - ours
  alloc.mockRestore()
  expect(ours).toBeLessThanOrEqual(1)
  expect(theirs).toBeGreaterThan(400)
})

it.each([
  ['compressed', { compression: 1 }],
  ['in a transaction', { transactionalId: 'x' }],
])('what is %s is left to kafkajs', async (_, more) => {
  const asked = {
    acks: -1,
    timeout: 1,
    topicData: [{ topic: 't', partitions: [{ partition: 0, messages: [{ key: 'k', value: Buffer.from('v'), timestamp: '1' }] }] }],
    ...more,
  }
  expect((await patched(asked).encode()).buffer.equals((await original(asked).encode()).buffer)).toBe(true)
})

it('the checksum is CRC-32C', () => {
  // RFC 3720, B.4.
  expect(crc32c(Buffer.alloc(32), 0, 32)).toBe(0x8a9136aa)
  expect(crc32c(Buffer.from('123456789'), 0, 9)).toBe(0xe3069283)
  expect(crc32c(Buffer.from('x123456789x'), 1, 10)).toBe(0xe3069283)
})
