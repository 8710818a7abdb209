import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EXAMPLES } from './examples.ts'
import { observationSchema } from './observation.ts'
import { isPlainObservation } from './plain-observation.ts'

const example = JSON.parse(JSON.stringify(EXAMPLES['observation-published'].data)) as Record<string, unknown>
const full = { ...example, doneOn: '2024-05-01', reportedBy: 'commerce', evidence: 'a letter' }
const keys = Object.keys(full)

/** Right ones, wrong ones, and those that are hard to tell. */
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    ...[
      '',
      'a/b',
      'a b',
      'x'.repeat(80),
      'x'.repeat(81),
      '𠮷'.repeat(80),
      '𠮷'.repeat(81),
      '\ud800',
      '2024-02-29',
      '2023-02-29',
      '2024-13',
      '2024-12',
      '0000-01',
    ],
    ...['level', 'share', 'point', 'exact', 'stated', 'assumed', 'Level', 'toString', '2024-1-01', '２０２４-01', '2024-01\n', '2024-01-01T00:00'],
    ...[0, -0, -1, 1e-320, 1e308, Number.POSITIVE_INFINITY, true, null, [], {}],
  ),
  ...Object.values(full).map((value) => fc.constant(value)),
)

const changed = fc.record(Object.fromEntries(keys.map((key) => [key, fc.option(odd, { nil: undefined, freq: 1 })])), { requiredKeys: [] })
const more = fc.dictionary(fc.constantFrom('colour', '__proto__', 'constructor', 'Region', '0'), odd, { maxKeys: 1 })
const without = fc.subarray(keys, { minLength: 0, maxLength: 2 })

/** As it comes from JSON: an own `__proto__`, no `undefined`. */
const parsed = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')

const isHandedOnAsItIs = (json: unknown): boolean => {
  const result = observationSchema.safeParse(json)
  return result.success && Object.keys(result.data).length === Object.keys(json as object).length
}

it('says yes where the schema says yes and leaves nothing out, and nowhere else', () => {
  let yes = 0
  fc.assert(
    fc.property(changed, fc.nat(3), more, without, (change, much, beyond, gone) => {
      const some = Object.fromEntries(Object.entries(change).slice(0, much))
      const json = parsed({ ...full, ...some, ...beyond }) as Record<string, unknown>
      for (const key of gone) delete json[key]
      const plain = isPlainObservation(json)
      if (plain) yes += 1
      expect(plain).toBe(isHandedOnAsItIs(json))
      if (plain) expect(observationSchema.parse(json)).toStrictEqual(json)
    }),
    { numRuns: 5_000 },
  )
  expect(yes).toBeGreaterThan(50)
})

it.each(keys)('looks at "%s" as the schema does, whatever stands there', (key) => {
  const same = (value: unknown): boolean => isPlainObservation(parsed({ ...full, [key]: value })) === isHandedOnAsItIs(parsed({ ...full, [key]: value }))
  fc.assert(fc.property(odd, same))
})

it.each([null, true, 1, 'x', [], [example], {}])('%j is none', (json) => {
  expect(isPlainObservation(json)).toBe(false)
})
