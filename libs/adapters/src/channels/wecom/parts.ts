import { cutNumbered, longestLabel, partLabel, type Words } from '@shixu/domain'
import type { Message, Part } from '@shixu/pipeline/ports'

/** At most so many bytes of UTF-8 in one message. */
export interface Limits {
  readonly text: number
  readonly markdown: number
}

type WordPart = Part & { readonly kind: 'text' | 'markdown' }

const isWords = (part: Part): part is WordPart => part.kind === 'text' || part.kind === 'markdown'

export const aPart = (kind: Part['kind'], content: string, over: Partial<Part> = {}): Part => ({ kind, content, state: 'waiting', since: null, ...over })

/** The words of a message as parts that fit: markdown, or text where it has none. */
export function wordsOf(
  { markdown, text, mayHaveIt }: Pick<Message, 'markdown' | 'text' | 'mayHaveIt'>,
  { limits, words }: { readonly limits: Limits; readonly words: Words },
): readonly Part[] {
  const doubt = mayHaveIt && { doubtful: mayHaveIt }
  if (markdown.trim() === '') return cutNumbered(text, { limit: limits.text, words }).map((content) => aPart('text', content, doubt))
  const lines = markdown.split('\n').map((line) => (Buffer.byteLength(line) > limits.markdown / 2 ? unmarked(line) : line))
  return cutNumbered(lines.join('\n'), { limit: limits.markdown, words }).map((content) => aPart('markdown', content, doubt))
}

/** A line so long that it may have to be cut loses its marks: half a mark would show. */
const unmarked = (line: string): string => line.replace(/<\/?font[^>]*>|\*\*/gu, '')

/** A part of words with the line that says which of how many it is. */
export function labelled(parts: readonly Part[], at: number, words: Words): string {
  const said = parts.filter(isWords)
  const part = parts[at]!
  return `${partLabel({ part: said.indexOf(part as WordPart) + 1, of: said.length, doubtful: part.doubtful === true }, words)}${part.content}`
}

/** One part in several that fit `limit` with their labels. */
export const cutAgain = (parts: readonly Part[], at: number, { limit, words }: { readonly limit: number; readonly words: Words }): readonly Part[] => {
  const { kind, content, doubtful } = parts[at]!
  // Their numbers may be longer than in a message of their own.
  const smaller = cutNumbered(content, { limit: limit - longestLabel(MOST_PARTS, words), words })
  return parts.flatMap((part, index) => (index === at ? smaller.map((each) => aPart(kind, each, doubtful && { doubtful })) : [part]))
}

const MOST_PARTS = 999

export const replaced = (parts: readonly Part[], at: number, over: Partial<Part>): readonly Part[] =>
  parts.map((part, index) => (index === at ? { ...part, ...over } : part))
