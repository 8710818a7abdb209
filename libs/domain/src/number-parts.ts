import { cutText, utf8Bytes } from './cut-text.ts'

interface Place {
  /** From 1. */
  readonly part: number
  readonly of: number
  /** The reader may have it already. */
  readonly doubtful: boolean
}

/** The line that stands before a part: which it is, and whether it may be a repeat; empty where there is nothing to say. */
export function partLabel({ part, of, doubtful }: Place): string {
  const words = [...(of > 1 ? [`${part}/${of}`] : []), ...(doubtful ? ['可能重复'] : [])]
  return words.length === 0 ? '' : `（${words.join('，')}）\n`
}

/**
 * A text in parts that fit `limit` bytes: one as it is where it can be; where there are several, each has room for its label, that of a repeat as well, so that no repeat changes the numbers. Blank
 * lines at the ends of a part are left out, and parts that are blank.
 */
export function cutNumbered(text: string, limit: number): readonly string[] {
  const whole = text.replace(/^\n+|\s+$/gu, '')
  if (whole === '') return []
  if (utf8Bytes(whole) <= limit) return [whole]
  for (let most = 9; ; most = most * 10 + 9) {
    const room = limit - utf8Bytes(partLabel({ part: most, of: most, doubtful: true }))
    const parts = cutText(whole, room)
      .map((part) => part.text.replace(/^\n+|\n+$/gu, ''))
      .filter((part) => part.trim() !== '')
    if (parts.length <= most) return parts
  }
}
