import type { JsonSchema } from './json-schema.ts'

/** Whether one regular expression takes all that another takes cannot be told in general, so a changed one counts as narrower. */
export const textNarrowings = (from: JsonSchema, to: JsonSchema): readonly string[] =>
  (['pattern', 'format'] as const)
    .filter((keyword) => to[keyword] !== undefined && to[keyword] !== from[keyword])
    .map((keyword) => `the ${keyword} is another: ${from[keyword] ?? 'none'} became ${to[keyword]}`)

const FLOORS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const
const CEILINGS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const

/** Bounds of numbers and lengths that leave out what was within. An exclusive bound is compared with an exclusive one only. */
export const numberNarrowings = (from: JsonSchema, to: JsonSchema): readonly string[] => [
  ...FLOORS.filter((keyword) => to[keyword] !== undefined && to[keyword] > (from[keyword] ?? Number.NEGATIVE_INFINITY)).map((keyword) =>
    moved(keyword, from, to),
  ),
  ...CEILINGS.filter((keyword) => to[keyword] !== undefined && to[keyword] < (from[keyword] ?? Number.POSITIVE_INFINITY)).map((keyword) =>
    moved(keyword, from, to),
  ),
]

const moved = (keyword: (typeof FLOORS)[number] | (typeof CEILINGS)[number], from: JsonSchema, to: JsonSchema): string =>
  `${keyword} was ${from[keyword] ?? 'none'} and is ${to[keyword]}`
