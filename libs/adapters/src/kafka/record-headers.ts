import type { IHeaders } from 'kafkajs'
import { type ByteReader, newReader, takeVarint } from './byte-reader.ts'

/** The headers of one record, read when they are asked for. */
export class RecordHeaders {
  readonly #bytes: Buffer
  readonly #from: number

  /** `from`: where their number stands. */
  constructor(bytes: Buffer, from: number) {
    this.#bytes = bytes
    this.#from = from
  }

  /** The values of these headers as text, in the order of the names, which are ASCII and 31 at most; of one that is there twice, the first. Empty where there is none. */
  texts(names: readonly string[]): string[] {
    const texts = names.map(() => '')
    const reader = newReader(this.#bytes, this.#from)
    let found = 0
    for (let left = takeVarint(reader); left > 0; left -= 1) {
      const index = takeName(reader, names)
      if (index < 0 || (found & (1 << index)) !== 0) skip(reader)
      else texts[index] = takeValue(reader, index)
      if (index >= 0) found |= 1 << index
    }
    return texts
  }
}

/** Which of the names stands here; -1 where it is another. */
const takeName = (reader: ByteReader, names: readonly string[]): number => {
  const length = takeVarint(reader)
  const from = reader.at
  if (length > 0) reader.at += length
  for (let index = 0; index < names.length; index += 1) if (standsAt(reader.bytes, { from, length }, names[index]!)) return index
  return -1
}

const standsAt = (bytes: Buffer, { from, length }: { readonly from: number; readonly length: number }, text: string): boolean => {
  if (text.length !== length) return false
  // From the end: what is alike mostly begins alike.
  for (let at = length - 1; at >= 0; at -= 1) {
    const code = text.charCodeAt(at)
    // Beyond ASCII a character is not its byte.
    if (code > 0x7f || bytes[from + at] !== code) return false
  }
  return true
}

/** What was read last in each place: the type of records, and their region, are mostly those of the record before, and then no text is made anew. */
const last: string[] = []

const takeValue = (reader: ByteReader, index: number): string => {
  const length = takeVarint(reader)
  if (length <= 0) return ''
  const from = reader.at
  reader.at += length
  const before = last[index]
  if (before !== undefined && standsAt(reader.bytes, { from, length }, before)) return before
  const text = reader.bytes.toString('utf8', from, from + length)
  last[index] = text
  return text
}

const skip = (reader: ByteReader): void => {
  const length = takeVarint(reader)
  if (length > 0) reader.at += length
}

/** The same of headers that kafkajs has read, or that are to be written. */
export const headerTexts = (headers: IHeaders | RecordHeaders | undefined, names: readonly string[]): string[] =>
  headers instanceof RecordHeaders ? headers.texts(names) : names.map((name) => textOf(headers?.[name]))

const textOf = (value: IHeaders[string]): string => (Array.isArray(value) ? textOf(value[0]) : (value?.toString() ?? ''))
