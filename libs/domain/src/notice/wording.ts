import { CARD_WORDS } from './wording/card.ts'
import { CHART_WORDS } from './wording/chart.ts'
import { FRAME_WORDS } from './wording/frame.ts'
import { LINE_WORDS } from './wording/lines.ts'
import { REASON_WORDS } from './wording/reasons.ts'
import type { Sentence, Sentences } from './wording/sentence.ts'
import { TRIAL_WORDS } from './wording/trial.ts'
import { VERDICT_WORDS } from './wording/verdicts.ts'

/** All sentences of a message that a city can put in words of its own. */
export const WORDING = {
  ...FRAME_WORDS,
  ...VERDICT_WORDS,
  ...REASON_WORDS,
  ...LINE_WORDS,
  ...CARD_WORDS,
  ...CHART_WORDS,
  ...TRIAL_WORDS,
} as const satisfies Sentences

export type WordingKey = keyof typeof WORDING

/** What a city says in words of its own; the rest is said as usual. */
export type Wording = Readonly<Partial<Record<WordingKey, string>>>

type FieldsOf<K extends WordingKey> = (typeof WORDING)[K] extends { readonly fields: readonly (infer F extends string)[] }
  ? Readonly<Record<F, string>>
  : Readonly<Record<never, string>>

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/gu

/** Whose words are said: a region's, or as usual. */
export interface Words {
  readonly wording?: Wording
}

/** A sentence with its fields filled in. What stands in a field is never read as a field. */
export function say<K extends WordingKey>({ wording }: Words, key: K, fields: FieldsOf<K>): string {
  const values = fields as Readonly<Record<string, string>>
  return piecesOf(wording?.[key] ?? WORDING[key].text)
    .map((piece, at) => (at % 2 === 0 ? piece : (values[piece] ?? '')))
    .join('')
}

/** Texts in turn with the names of fields, taken apart once: there are as many as the files have sentences, and millions of messages. */
const taken = new Map<string, readonly string[]>()

function piecesOf(text: string): readonly string[] {
  const known = taken.get(text)
  if (known) return known
  const pieces = text.split(FIELD)
  taken.set(text, pieces)
  return pieces
}

/** What is wrong with a sentence of a city's own: fields that there are not, those that it cannot do without, and more characters than there is room for. */
export function wordingProblems(key: WordingKey, text: string): readonly { readonly wrong: string; readonly right: string }[] {
  const { fields = [], needs = [], most = Number.POSITIVE_INFINITY }: Sentence = WORDING[key]
  const named = [...text.matchAll(FIELD)].map(([, name = '']) => name)
  const there = fields.length === 0 ? 'it has no fields' : `its fields are ${fields.map((field) => `{{${field}}}`).join(' ')}`
  const unknown = named.filter((name) => !fields.includes(name)).map((name) => ({ wrong: `"${key}" has no field {{${name}}}`, right: there }))
  const missing = needs
    .filter((field) => !named.includes(field))
    .map((field) => ({ wrong: `"${key}" leaves out {{${field}}}`, right: 'name it: the sentence does not say what it is for without' }))
  const bare = text.replace(FIELD, '')
  const torn = /\{\{|\}\}/u.test(bare) ? [{ wrong: `"${key}" has braces that are no field`, right: `write {{…}}; ${there}` }] : []
  const { length } = [...bare.trim()]
  const long =
    length > most
      ? [
          {
            wrong: `"${key}" has ${length} characters${fields.length > 0 ? ' beside its fields' : ''}`,
            right: `at most ${most}: there is no room for more where it is shown`,
          },
        ]
      : []
  return [...unknown, ...missing, ...torn, ...long]
}
