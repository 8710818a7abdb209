import { cutText, utf8Bytes } from './cut-text.ts'
import { say, type Words } from './notice/wording.ts'

interface Place {
  /** From 1. */
  readonly part: number
  readonly of: number
  /** The reader may have it already. */
  readonly doubtful: boolean
}

/** The line that stands before a part: which it is, and whether it may be a repeat; empty where there is nothing to say. */
export function partLabel({ part, of, doubtful }: Place, words: Words): string {
  if (of > 1) return `${say(words, doubtful ? 'numbered-repeated' : 'numbered', { 第几: String(part), 共几: String(of) })}\n`
  return doubtful ? `${say(words, 'mark-repeated', {})}\n` : ''
}

/**
 * A text in parts that fit `limit` bytes: one as it is where it can be; where there are several, each has room for its label, that of a repeat as well, so that no repeat changes the numbers. Blank
 * lines at the ends of a part are left out, and parts that are blank.
 */
export function cutNumbered(text: string, { limit, words }: { readonly limit: number; readonly words: Words }): readonly string[] {
  const whole = text.replace(/^\n+|\s+$/gu, '')
  if (whole === '') return []
  if (utf8Bytes(whole) <= limit) return [whole]
  for (let most = 9; ; most = most * 10 + 9) {
    const room = limit - longestLabel(most, words)
    const parts = cutText(whole, room)
      .map((part) => part.text.replace(/^\n+|\n+$/gu, ''))
      .filter((part) => part.trim() !== '')
    if (parts.length <= most) return parts
  }
}

/** In bytes, of parts up to that many. */
export const longestLabel = (of: number, words: Words): number =>
  Math.max(...[true, false].map((doubtful) => utf8Bytes(partLabel({ part: of, of, doubtful }, words))))
