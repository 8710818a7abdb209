import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Notice } from '@shixu/pipeline/ports'
import { EVENT_WORDS, NOTICE_WORDS } from './packing-words.ts'

export type Packed = 'event' | 'notice'

/**
 * By the byte that a packed text begins with: what recurs in its kind. Rows are read by these numbers: none is ever used for other words. Where texts have come to pack badly,
 * further words get the next number.
 */
const WORDS: readonly Buffer[] = [Buffer.from(EVENT_WORDS), Buffer.from(NOTICE_WORDS)]
/** What a packed text seldom exceeds. zlib takes 16 KB each time unless it is told, which costs as much as the packing. */
const PACKED_BYTES = 2_048
const NEWEST: Readonly<Record<Packed, number>> = { event: 0, notice: 1 }

/** Nine tenths of a digest, and of an alert event, are the same in all of them: packed by what recurs, it takes a tenth of the room and less time than writing the whole would. */
export const pack = (text: string, kind: Packed): Uint8Array => {
  const number = NEWEST[kind]
  return Buffer.concat([Uint8Array.of(number), deflateRawSync(text, { level: 3, chunkSize: PACKED_BYTES, dictionary: WORDS[number]! })])
}

export const unpack = (packed: Uint8Array): string => {
  const dictionary = WORDS[packed[0] ?? WORDS.length]
  if (dictionary === undefined) throw new RangeError(`A row of the outbox was packed by words of the number ${packed[0]}, which this version does not know.`)
  return inflateRawSync(packed.subarray(1), { dictionary }).toString('utf8')
}

type Body = Pick<Notice, 'text' | 'html' | 'markdown'>

/** After how long the first two are, for any text may stand in them. */
export const packBody = ({ text, html, markdown }: Body): Uint8Array => pack(`${text.length} ${html.length}\n${text}${html}${markdown}`, 'notice')

export const unpackBody = (packed: Uint8Array): Body => {
  const whole = unpack(packed)
  const begin = whole.indexOf('\n') + 1
  const [text = 0, html = 0] = whole.slice(0, begin).split(' ').map(Number)
  const middle = begin + text
  return { text: whole.slice(begin, middle), html: whole.slice(middle, middle + html), markdown: whole.slice(middle + html) }
}
