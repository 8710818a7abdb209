/** A sentence, or a part of one, that a city can put in words of its own. `fields` are what `{{…}}` may name, `needs` those without which it would not say what it is for. */
export interface Sentence {
  readonly text: string
  readonly fields?: readonly string[]
  readonly needs?: readonly string[]
  /** Where it is shown there is room for so many characters, without what its fields bring. */
  readonly most?: number
}

export type Sentences = Readonly<Record<string, Sentence>>
