import type { IHeaders, KafkaMessage } from 'kafkajs'
import { int32At, int64At, newReader, takeVarint } from './byte-reader.ts'
import { RecordHeaders } from './record-headers.ts'

/** What the records of one batch have in common, by kafkajs' names. */
interface BatchContext {
  readonly producerId: string
  readonly inTransaction: boolean
  readonly isControlBatch: boolean
  readonly firstOffset: number
  readonly lastOffset: number
  readonly firstTimestamp: number
  /** Where the broker has set the time, the same for all; else null. */
  readonly appendedAt: number | null
}

/** One record as it lies in a batch: only what is asked for is made of its bytes. To kafkajs it is a message like its own. */
class FetchedRecord {
  readonly attributes = 0
  readonly magicByte = 2
  readonly batchContext: BatchContext
  readonly #bytes: Buffer
  readonly #offset: number
  readonly #time: number
  readonly #keyAt: number
  readonly #valueAt: number
  readonly #headersAt: number

  constructor(bytes: Buffer, from: number, batchContext: BatchContext) {
    const reader = newReader(bytes, from + 1)
    this.batchContext = batchContext
    this.#bytes = bytes
    const later = takeVarint(reader)
    this.#time = batchContext.appendedAt ?? batchContext.firstTimestamp + later
    this.#offset = batchContext.firstOffset + takeVarint(reader)
    this.#keyAt = reader.at
    const keyLength = takeVarint(reader)
    this.#valueAt = reader.at + Math.max(0, keyLength)
    reader.at = this.#valueAt
    const valueLength = takeVarint(reader)
    this.#headersAt = reader.at + Math.max(0, valueLength)
  }

  get offset(): string {
    return String(this.#offset)
  }

  get timestamp(): string {
    return String(this.#time)
  }

  get key(): Buffer | null {
    return bytesAt(this.#bytes, this.#keyAt)
  }

  get value(): Buffer | null {
    return bytesAt(this.#bytes, this.#valueAt)
  }

  get headers(): IHeaders {
    return new RecordHeaders(this.#bytes, this.#headersAt) as unknown as IHeaders
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch
  }
}

/**
 * Stands for the end of the last batch where that is not the offset of a record that is handed on: compaction has taken it, or a transaction has put its mark there, or taken back what it wrote.
 * kafkajs knows no offsets but those of messages. It would ask for the same again without end where a batch has none, and go on without saying so where all of them are filtered out.
 */
export class BatchEnd {
  readonly attributes = 0
  readonly magicByte = 2
  readonly key = null
  readonly value = null
  readonly headers = {}
  readonly isControlRecord = false
  readonly batchContext = { producerId: '-1', inTransaction: false }
  readonly timestamp = '0'
  readonly offset: string

  constructor(offset: number) {
    this.offset = String(offset)
  }
}

const bytesAt = (bytes: Buffer, at: number): Buffer | null => {
  const reader = newReader(bytes, at)
  const length = takeVarint(reader)
  return length < 0 ? null : bytes.subarray(reader.at, reader.at + length)
}

const AT = { length: 8, magic: 16, attributes: 21, lastOffsetDelta: 23, firstTimestamp: 27, maxTimestamp: 35, producerId: 43, count: 57, records: 61 } as const
const MAGIC = 2
const CODEC = 0x07
const APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/** The codec of a batch by its number; null for none. */
export type CodecOf = (attributes: number) => { decompress(bytes: Buffer): Promise<Buffer> } | null

/**
 * The records of batches in format 2 (kafka.apache.org/documentation/#recordbatch) that stand one after the other. The last may have been cut off by the limit of the fetch: it comes whole with the next.
 * After them the end of the last batch, where no record that is handed on stands there.
 * Rejects where a batch is not what it says.
 */
export const recordsIn = async (bytes: Buffer, codecOf: CodecOf): Promise<KafkaMessage[]> => {
  const records: KafkaMessage[] = []
  let last: BatchContext | null = null
  for (let at = 0; at + AT.records <= bytes.length; ) {
    const end = at + AT.length + 4 + int32At(bytes, at + AT.length)
    if (end > bytes.length) break
    if (bytes[at + AT.magic] !== MAGIC)
      throw new Error(`a batch at offset ${int64At(bytes, at)} is in format ${bytes[at + AT.magic]}, which Kafka 4 neither writes nor keeps`)
    if (end < at + AT.records) throw broken(bytes, at)
    const attributes = ((bytes[at + AT.attributes]! << 8) | bytes[at + AT.attributes + 1]!) & 0xffff
    const context = contextOf(bytes, at, attributes)
    const codec = (attributes & CODEC) === 0 ? null : codecOf(attributes)
    const content = bytes.subarray(at + AT.records, end)
    if (!takeRecords(records, codec === null ? content : await codec.decompress(content), { context, count: int32At(bytes, at + AT.count) }))
      throw broken(bytes, at)
    last = context
    at = end
  }
  return last === null ? records : withEnd(records, last)
}

const withEnd = (records: KafkaMessage[], { lastOffset, isControlBatch, inTransaction }: BatchContext): KafkaMessage[] => {
  const isHandedOn = !(isControlBatch || inTransaction) && records.at(-1)?.offset === String(lastOffset)
  if (!isHandedOn) records.push(new BatchEnd(lastOffset) as unknown as KafkaMessage)
  return records
}

const broken = (bytes: Buffer, at: number): Error => new Error(`a batch at offset ${int64At(bytes, at)} is broken: its records are not as long as they say`)

const contextOf = (bytes: Buffer, at: number, attributes: number): BatchContext => ({
  producerId: String(int64At(bytes, at + AT.producerId)),
  inTransaction: (attributes & TRANSACTIONAL) !== 0,
  isControlBatch: (attributes & CONTROL) !== 0,
  firstOffset: int64At(bytes, at),
  lastOffset: int64At(bytes, at) + int32At(bytes, at + AT.lastOffsetDelta),
  firstTimestamp: int64At(bytes, at + AT.firstTimestamp),
  appendedAt: (attributes & APPEND_TIME) === 0 ? null : int64At(bytes, at + AT.maxTimestamp),
})

/** False where there are fewer bytes than records. */
const takeRecords = (into: KafkaMessage[], bytes: Buffer, { context, count }: { readonly context: BatchContext; readonly count: number }): boolean => {
  const reader = newReader(bytes)
  for (let left = count; left > 0; left -= 1) {
    const length = takeVarint(reader)
    const from = reader.at
    if (!(length > 0) || from + length > bytes.length) return false
    into.push(new FetchedRecord(bytes, from, context) as KafkaMessage)
    reader.at = from + length
  }
  return true
}
