import { cutNumbered, partLabel } from '@shixu/domain'
import type { Message, Part } from '@shixu/pipeline/ports'

/** At most so many bytes of UTF-8 in one message. */
export interface Limits {
  readonly text: number
  readonly markdown: number
}

type Words = Part & { readonly kind: 'text' | 'markdown' }

const isWords = (part: Part): part is Words => part.kind === 'text' || part.kind === 'markdown'

export const aPart = (kind: Part['kind'], content: string, over: Partial<Part> = {}): Part => ({ kind, content, state: 'waiting', since: null, ...over })

/** The words of a message as parts that fit: markdown, or text where it has none. */
export function wordsOf({ markdown, text }: Pick<Message, 'markdown' | 'text'>, limits: Limits): readonly Part[] {
  if (markdown.trim() === '') return cutNumbered(text, limits.text).map((content) => aPart('text', content))
  const lines = markdown.split('\n').map((line) => (Buffer.byteLength(line) > limits.markdown / 2 ? unmarked(line) : line))
  return cutNumbered(lines.join('\n'), limits.markdown).map((content) => aPart('markdown', content))
}

/** A line so long that it may have to be cut loses its marks: half a mark would show. */
const unmarked = (line: string): string => line.replace(/<\/?font[^>]*>|\*\*/gu, '')

/** A part of words with the line that says which of how many it is. */
export function labelled(parts: readonly Part[], at: number): string {
  const words = parts.filter(isWords)
  const part = parts[at]!
  return `${partLabel({ part: words.indexOf(part as Words) + 1, of: words.length, doubtful: part.doubtful === true })}${part.content}`
}

/** One part in several that fit `limit` with their labels. */
export const cutAgain = (parts: readonly Part[], at: number, limit: number): readonly Part[] => {
  const { kind, content, doubtful } = parts[at]!
  // Their numbers may be longer than in a message of their own.
  const smaller = cutNumbered(content, limit - NUMBER_BYTES)
  return parts.flatMap((part, index) => (index === at ? smaller.map((each) => aPart(kind, each, doubtful && { doubtful })) : [part]))
}

const NUMBER_BYTES = Buffer.byteLength(partLabel({ part: 999, of: 999, doubtful: true }))

export const replaced = (parts: readonly Part[], at: number, over: Partial<Part>): readonly Part[] =>
  parts.map((part, index) => (index === at ? { ...part, ...over } : part))
