/** Bytes of one code point in UTF-8. A lone half of a pair is written as U+FFFD, which has three. */
const bytesOf = (character: string): number => {
  const codePoint = character.codePointAt(0) ?? 0
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
}

/** How long a text is in UTF-8, which is what far ends count. */
export function utf8Bytes(text: string): number {
  let bytes = 0
  for (const character of text) bytes += bytesOf(character)
  return bytes
}

/** A part, and what stands between it and the next one in the whole. */
export interface CutPart {
  readonly text: string
  readonly glue: '\n' | ''
}

/**
 * A text in parts of at most `limit` bytes of UTF-8: each takes as many whole lines as it can hold. A line that no part can hold is cut between characters, behind a punctuation mark where one is
 * near, in parts of its own; what is left of it begins the next. The parts with their glue are the text again. Throws where the limit has no room for one character.
 */
export function cutText(text: string, limit: number): readonly CutPart[] {
  if (limit < 4) throw new RangeError(`A limit of ${limit} bytes has no room for every character: give at least 4.`)
  const pieces = text
    .split('\n')
    .flatMap((line): readonly CutPart[] => piecesOf(line, limit).map((piece, at, all) => ({ text: piece, glue: at === all.length - 1 ? '\n' : '' })))
  const parts: CutPart[] = []
  let bytes = 0
  for (const piece of pieces) {
    const open = parts.at(-1)
    const length = utf8Bytes(piece.text)
    const fits = open?.glue === '\n' && piece.glue === '\n' && bytes + 1 + length <= limit
    if (fits) parts[parts.length - 1] = { text: `${open.text}\n${piece.text}`, glue: '\n' }
    else parts.push(piece)
    bytes = fits ? bytes + 1 + length : length
  }
  return parts.map((part, at) => (at === parts.length - 1 ? { ...part, glue: '' } : part))
}

/** Behind these a line may be cut where it has to be. */
const STOPS: ReadonlySet<string> = new Set('。；，、！？：）》”;,!?:) ')
/** A stop is taken where it leaves the piece at least this full. */
const FULL_ENOUGH = 0.5

/** A line in pieces: whole where it can be. */
function piecesOf(line: string, limit: number): readonly string[] {
  if (utf8Bytes(line) <= limit) return [line]
  const pieces: string[] = []
  let piece = { text: '', bytes: 0 }
  let stop = { length: 0, bytes: 0 }
  for (const character of line) {
    const bytes = bytesOf(character)
    // Behind a stop more may be left than has room beside this character.
    while (piece.bytes + bytes > limit) {
      const end = stop.bytes >= limit * FULL_ENOUGH ? stop : { length: piece.text.length, bytes: piece.bytes }
      pieces.push(piece.text.slice(0, end.length))
      piece = { text: piece.text.slice(end.length), bytes: piece.bytes - end.bytes }
      stop = { length: 0, bytes: 0 }
    }
    piece = { text: piece.text + character, bytes: piece.bytes + bytes }
    if (STOPS.has(character)) stop = { length: piece.text.length, bytes: piece.bytes }
  }
  return [...pieces, piece.text]
}
