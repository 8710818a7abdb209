import type { JsonSchema } from './json-schema.ts'
import { type Narrowing, narrowings } from './narrowings.ts'

export interface SchemaChanges {
  /** What may not be: events that lie in the log could not be read, or a reader of before misses what it needs. */
  readonly breaks: readonly string[]
  /** What a reader of before refuses where it meets it: such a change is rolled out to the readers first. */
  readonly readersFirst: readonly string[]
}

const said = ({ at, what }: Narrowing, whose: string): string => `${whose}: ${at || 'the body'}: ${what}`

/**
 * Compares the last released schema of a type of event with the present one.
 * A reader of now must read all that was written by the released schema. A reader of before ignores keys that it does not know, but needs those it requires.
 */
export const schemaChanges = (released: JsonSchema, present: JsonSchema): SchemaChanges => {
  const backwards = narrowings(released, present)
  const forwards = narrowings(present, released)
  const missed = forwards.filter(({ kind }) => kind === 'required')
  return {
    breaks: [
      ...backwards.map((each) => said(each, each.kind === 'required' ? 'events of before need not have it' : 'events of before')),
      ...missed.map(({ at }) => `readers of before need it: ${at}: is no longer certain to be there`),
    ],
    readersFirst: forwards.filter(({ kind }) => kind === 'value').map((each) => said(each, 'readers of before')),
  }
}
