import type { DeadLetter } from '@shixu/domain'
import { letterBytes } from './letter-bytes.ts'
import type { Deadletters, Document, Refusal } from './ports.ts'

/** A document that is nothing but rubbish has not ten thousand things to say. */
const MOST = 1_000

/** The letters of one document's refusals; beyond a thousand, the last one says how many more there are. */
export const lettersOf = (document: Document, refusals: readonly Refusal[]): readonly DeadLetter[] => {
  const told = refusals.length <= MOST ? refusals : [...refusals.slice(0, MOST), rest(document, refusals.slice(MOST))]
  return told.map((refusal) => letterOf(document, refusal))
}

const letterOf = (document: Document, { bytes, place, code, reason, about }: Refusal): DeadLetter => ({
  source: document.feed,
  place,
  code,
  reason,
  ...letterBytes(bytes),
  day: document.receivedOn,
  about,
  document: document.sha256,
})

const rest = (document: Document, refusals: readonly Refusal[]): Refusal => ({
  place: document.name,
  code: 'many-refusals',
  reason: `${refusals.length} more rows of this document were refused, the first of them at ${refusals[0]?.place}: ${refusals[0]?.reason}`,
  bytes: new TextEncoder().encode(document.sha256),
  about: null,
})

/** Once the map or the registry is mended, the same document is read anew: what is refused no more needs nobody's eye. */
export const closeMended = async (
  deadletters: Pick<Deadletters, 'list' | 'close'> | undefined,
  { document, letters }: { readonly document: Document; readonly letters: readonly DeadLetter[] },
): Promise<void> => {
  const refused = new Set(letters.map(({ place }) => place))
  const open = (await deadletters?.list({ document: document.sha256, open: true })) ?? []
  const mended = open.filter(({ letter }) => letter.source === document.feed && !refused.has(letter.place))
  for (const { id } of mended) await deadletters?.close(id, { on: document.receivedOn, as: 'mended', why: 'the document was read anew' })
}
