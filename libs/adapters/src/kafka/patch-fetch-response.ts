import { createRequire } from 'node:module'
import type { KafkaMessage } from 'kafkajs'
import { type ByteReader, newReader, takeInt16, takeInt32, takeInt64, takeText } from './byte-reader.ts'
import { type CodecOf, recordsIn } from './fetched-record.ts'

/** As far as the patch knows kafkajs' reader of what a broker has sent for a fetch. */
interface FetchResponse {
  decode(bytes: Buffer): Promise<unknown>
}

/** Of version 11, the newest that kafkajs knows and that every broker since 2.3 answers to. */
const MODULE = 'kafkajs/src/protocol/requests/fetch/v11/response.js'

let patched = false

/**
 * kafkajs 2.2.4 makes ten objects, two big integers and six texts of every record before anyone has looked at it, and an object of its headers that is copied once for each header: most of what
 * reading one takes. With the patch a record is the place where it stands, and what is asked for is read from there.
 */
export const patchFetchResponse = (): void => {
  if (patched) return
  const require = createRequire(import.meta.url)
  const response = require(MODULE) as FetchResponse
  const { lookupCodecByAttributes } = require('kafkajs/src/protocol/message/compression/index.js') as { lookupCodecByAttributes: CodecOf }
  response.decode = (bytes) => decodeFetch(bytes, lookupCodecByAttributes)
  patched = true
}

/** The same as kafkajs makes of it: https://kafka.apache.org/protocol#The_Messages_Fetch, version 11. */
const decodeFetch = async (bytes: Buffer, codecOf: CodecOf): Promise<object> => {
  const reader = newReader(bytes)
  // The broker has not held this answer back: it asks us to wait, and kafkajs is to do so.
  const clientSideThrottleTime = takeInt32(reader)
  const errorCode = takeInt16(reader)
  const sessionId = takeInt32(reader)
  const responses = await takeList(reader, async () => ({
    topicName: takeText(reader),
    partitions: await takeList(reader, () => takePartition(reader, codecOf)),
  }))
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses }
}

const takePartition = async (reader: ByteReader, codecOf: CodecOf): Promise<object> => ({
  partition: takeInt32(reader),
  errorCode: takeInt16(reader),
  highWatermark: String(takeInt64(reader)),
  lastStableOffset: String(takeInt64(reader)),
  lastStartOffset: String(takeInt64(reader)),
  abortedTransactions: await takeList(reader, () => ({ producerId: String(takeInt64(reader)), firstOffset: String(takeInt64(reader)) })),
  preferredReadReplica: takeInt32(reader),
  messages: await takeMessages(reader, codecOf),
})

const takeMessages = (reader: ByteReader, codecOf: CodecOf): Promise<KafkaMessage[]> | KafkaMessage[] => {
  const size = takeInt32(reader)
  const from = reader.at
  if (size <= 0 || from + size > reader.bytes.length) return []
  reader.at = from + size
  return recordsIn(reader.bytes.subarray(from, reader.at), codecOf)
}

/** A list after its length; of -1, none. */
const takeList = async <T>(reader: ByteReader, take: () => Promise<T> | T): Promise<T[]> => {
  const list: T[] = []
  for (let left = takeInt32(reader); left > 0; left -= 1) list.push(await take())
  return list
}
