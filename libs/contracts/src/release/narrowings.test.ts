import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { JsonSchema } from './json-schema.ts'
import { narrowings } from './narrowings.ts'

const WORDS = ['a', 'b', 'c']
const words: fc.Arbitrary<JsonSchema> = fc.subarray(WORDS, { minLength: 1 }).map((allowed) => ({ type: 'string', enum: allowed }))
const bounded: fc.Arbitrary<JsonSchema> = fc.record({ type: fc.constantFrom('number', 'integer'), minimum: fc.integer({ min: 0, max: 3 }) })
const leaf = fc.oneof(words, bounded, fc.constant<JsonSchema>({ type: 'string' }), fc.constant<JsonSchema>({ type: 'null' }))

const { schema: schemas } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc
      .record({ properties: fc.dictionary(fc.constantFrom('x', 'y'), tie('schema')), asked: fc.subarray(['x', 'y']) })
      .map(({ properties, asked }) => ({ type: 'object', properties, required: asked.filter((name) => name in properties) })),
  ),
}))

/** What a writer of this schema may write: the keys that it names, and no others. */
const written = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(written))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.properties) {
    const parts = Object.fromEntries(Object.entries(schema.properties).map(([name, each]) => [name, written(each)]))
    return fc.record(parts, { requiredKeys: [...(schema.required ?? [])] })
  }
  if (schema.items) return fc.array(written(schema.items as JsonSchema), { maxLength: 3 })
  return ONE[String(schema.type)]?.(schema) ?? fc.constant(null)
}

const ONE: Readonly<Record<string, (schema: JsonSchema) => fc.Arbitrary<unknown>>> = {
  string: () => fc.string(),
  integer: ({ minimum = 0 }) => fc.integer({ min: minimum, max: 9 }),
  number: ({ minimum = 0 }) => fc.double({ min: minimum, max: 9, noNaN: true }),
}

test('where nothing is narrower, all that is written by one schema is read by the other', () => {
  let unnarrowed = 0
  fc.assert(
    fc.property(
      schemas.chain((from) => fc.tuple(fc.constant(from), fc.oneof(schemas, near(from)), written(from))),
      ([from, to, value]) => {
        if (narrowings(from, to).length > 0) return
        unnarrowed += 1
        expect(z.fromJSONSchema(to as never).safeParse(value).success).toBe(true)
      },
    ),
    { numRuns: 2_000 },
  )
  expect(unnarrowed).toBeGreaterThan(200)
})

/** The same schema with something more allowed, so that many of the pairs are fit. */
const near = (from: JsonSchema): fc.Arbitrary<JsonSchema> =>
  fc.constantFrom<JsonSchema>(
    from,
    { anyOf: [from, { type: 'null' }] },
    from.required ? { ...from, required: [] } : from,
    from.enum ? { type: 'string' } : from,
  )

test('a schema is never narrower than itself', () => {
  fc.assert(fc.property(schemas, (schema) => narrowings(schema, schema).length === 0))
})
