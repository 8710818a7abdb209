import type { Message } from 'kafkajs'
import { type ByteWriter, putBytes, putInt8, putInt16, putInt32, putInt64, putSized, putText, putVarint, putVarlong } from './byte-writer.ts'
import { crc32c } from './crc32c.ts'

/** Who wrote a batch: for brokers to know a repetition by. */
export interface BatchOrigin {
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly firstSequence: number
}

const MAGIC = 2
/** From the start of a batch to its checksum, and to what that is taken of. */
const CRC_AT = 17
const CHECKED_FROM = 21
/** What stands before the length, and the length itself. */
const LENGTH_END = 12

/** One batch of records, format 2, not compressed (kafka.apache.org/documentation/#recordbatch). Messages have a key, a time, and headers that are text or bytes, one of each name. */
export const putBatch = (writer: ByteWriter, messages: readonly Message[], origin: BatchOrigin): void => {
  const from = writer.at
  const times = messages.map(({ timestamp }) => Number(timestamp))
  const first = times.reduce((least, time) => Math.min(least, time), times[0] ?? 0)
  const last = times.reduce((most, time) => Math.max(most, time), first)
  putInt64(writer, 0n)
  putInt32(writer, 0)
  putInt32(writer, 0)
  putInt8(writer, MAGIC)
  putInt32(writer, 0)
  putInt16(writer, 0)
  putInt32(writer, messages.length - 1)
  putInt64(writer, BigInt(first))
  putInt64(writer, BigInt(last))
  putInt64(writer, origin.producerId)
  putInt16(writer, origin.producerEpoch)
  putInt32(writer, origin.firstSequence)
  putInt32(writer, messages.length)
  for (let at = 0; at < messages.length; at += 1) {
    const message = messages[at]!
    putSized(writer, () => putRecord(writer, message, { time: times[at]! - first, offset: at }))
  }
  writer.buffer.writeInt32BE(writer.at - from - LENGTH_END, from + LENGTH_END - 4)
  writer.buffer.writeUInt32BE(crc32c(writer.buffer, from + CHECKED_FROM, writer.at), from + CRC_AT)
}

const putRecord = (writer: ByteWriter, { key, value, headers = {} }: Message, after: { readonly time: number; readonly offset: number }): void => {
  putInt8(writer, 0)
  putVarlong(writer, after.time)
  putVarint(writer, after.offset)
  putEither(writer, key ?? null)
  putEither(writer, value)
  const names = Object.keys(headers)
  putVarint(writer, names.length)
  for (const name of names) {
    putText(writer, name)
    putEither(writer, headers[name] as string | Buffer)
  }
}

const putEither = (writer: ByteWriter, value: string | Buffer | null): void => (typeof value === 'string' ? putText(writer, value) : putBytes(writer, value))
