import { createRequire } from 'node:module'
import type { IHeaders } from 'kafkajs'

/** As far as the patch knows kafkajs' decoder. */
interface Decoder {
  readonly buffer: Buffer
  offset: number
  readVarInt(): number
  readVarIntArray(reader: unknown): unknown
}

/** The headers of one record, read when they are asked for. */
export class RecordHeaders {
  readonly #decoder: Decoder
  readonly #from: number

  constructor(decoder: Decoder) {
    this.#decoder = decoder
    this.#from = decoder.offset
  }

  /** The values of these headers as text, in the order of the names, which are ASCII; of one that is there twice, the first. Empty where there is none. */
  texts(names: readonly string[]): string[] {
    const texts = names.map(() => '')
    const decoder = this.#decoder
    decoder.offset = this.#from
    for (let left = decoder.readVarInt(); left > 0; left -= 1) {
      const index = readName(decoder, names)
      if (index >= 0 && texts[index] === '') texts[index] = readText(decoder, index)
      else skip(decoder)
    }
    return texts
  }

  /** What kafkajs calls to make an object of a list of headers. */
  reduce(): RecordHeaders {
    return this
  }
}

/** Which of the names stands here; -1 where it is another. */
const readName = (decoder: Decoder, names: readonly string[]): number => {
  const length = decoder.readVarInt()
  const from = decoder.offset
  if (length > 0) decoder.offset += length
  return names.findIndex((name) => standsAt(decoder.buffer, { from, length }, name))
}

const standsAt = (buffer: Buffer, { from, length }: { readonly from: number; readonly length: number }, text: string): boolean => {
  if (text.length !== length) return false
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    // Beyond ASCII a character is not its byte.
    if (code > 0x7f || buffer[from + at] !== code) return false
  }
  return true
}

/** What was read last in each place: the type of records, and their region, are mostly those of the record before, and then no text is made anew. */
const last: string[] = []

const readText = (decoder: Decoder, index: number): string => {
  const length = decoder.readVarInt()
  if (length <= 0) return ''
  const from = decoder.offset
  decoder.offset += length
  const before = last[index]
  if (before !== undefined && standsAt(decoder.buffer, { from, length }, before)) return before
  const text = decoder.buffer.toString('utf8', from, from + length)
  last[index] = text
  return text
}

const skip = (decoder: Decoder): void => {
  const length = decoder.readVarInt()
  if (length > 0) decoder.offset += length
}

let patched = false

/**
 * kafkajs 2.2.4 makes an object of every record's headers, and copies it once for each header; with the six of a CloudEvent that is more than half the cost of reading a record.
 * With the patch they stay bytes until someone asks (headers come last in a record, so nothing is to be read after them). `readVarIntArray` serves nothing else in kafkajs.
 */
export const patchRecordHeaders = (): void => {
  if (patched) return
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/protocol/decoder.js') as { prototype: Decoder }
  prototype.readVarIntArray = function (this: Decoder): RecordHeaders {
    return new RecordHeaders(this)
  }
  patched = true
}

/** The same of headers that were read before the patch, or are to be written. */
export const headerTexts = (headers: IHeaders | RecordHeaders | undefined, names: readonly string[]): string[] =>
  headers instanceof RecordHeaders ? headers.texts(names) : names.map((name) => textOf(headers?.[name]))

const textOf = (value: IHeaders[string]): string => (Array.isArray(value) ? textOf(value[0]) : (value?.toString() ?? ''))
