/** Of the known words the one that was probably meant, or null where none is close. */
export function nearest(word: string, known: Iterable<string>): string | null {
  let best: string | null = null
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const each of known) {
    const distance = edits(plain(word), plain(each), least)
    if (distance < least) [best, least] = [each, distance]
  }
  return best ?? onlyLonger(word, known)
}

const plain = (word: string): string => word.toLowerCase().replaceAll('_', '-')

/** `supervision` for `supervision-office`, where no other begins so. */
function onlyLonger(word: string, known: Iterable<string>): string | null {
  const longer = word.length < 4 ? [] : [...known].filter((each) => each.startsWith(word))
  return longer.length === 1 ? (longer[0] ?? null) : null
}

/** Says which word was meant, or else which there are. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const words = [...known]
  const meant = nearest(word, words)
  if (meant !== null) return `did you mean "${meant}"?`
  return words.length === 0 ? 'there is none yet' : `known are ${words.slice(0, SHOWN).join(', ')}${words.length > SHOWN ? ' …' : ''}`
}

const SHOWN = 12

/** Levenshtein's distance; `limit` where it is that or more. */
function edits(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let i = 0; i < one.length; i++) row = nextRow(row, { char: one.charAt(i), other })
  return Math.min(limit, row.at(-1) ?? limit)
}

function nextRow(above: readonly number[], { char, other }: { char: string; other: string }): number[] {
  const row = [(above[0] ?? 0) + 1]
  for (let j = 0; j < other.length; j++) {
    const replaced = (above[j] ?? 0) + (char === other.charAt(j) ? 0 : 1)
    row.push(Math.min(replaced, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1))
  }
  return row
}
