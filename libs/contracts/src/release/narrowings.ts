import { alternativesOf, type JsonSchema, nameOf, valuesOf } from './json-schema.ts'
import { numberNarrowings, textNarrowings } from './value-narrowings.ts'

/** `required`: a field must be there that need not have been. `value`: something that was allowed no longer is. */
export interface Narrowing {
  readonly kind: 'required' | 'value'
  /** Where: `/assessment/light`, `/inputs/*`; empty is the whole body. */
  readonly at: string
  readonly what: string
}

interface Pair {
  readonly from: JsonSchema
  readonly to: JsonSchema
  readonly at: string
}

/** What is compared here, or says nothing of its own. */
const READ = new Set<string>([
  ...['type', 'enum', 'const', 'anyOf', 'oneOf', 'properties', 'required', 'additionalProperties', 'propertyNames', 'items', 'pattern', 'format', 'minimum'],
  ...['maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'additionalItems', 'description', '$schema'],
])

const ANYTHING: JsonSchema = {}
const ANY_KEY: JsonSchema = { type: 'string' }

/** All values of `from` that `to` refuses, told as what would have to be undone. Empty: what is right by `from` is right by `to`. What cannot be told counts as refused. */
export const narrowings = (from: JsonSchema, to: JsonSchema): readonly Narrowing[] => compare({ from, to, at: '' })

const value = (at: string, what: string): Narrowing => ({ kind: 'value', at, what })

const compare = ({ from, to, at }: Pair): readonly Narrowing[] => {
  if (Object.keys(to).length === 0) return []
  const targets = alternativesOf(to)
  const sources = alternativesOf(from)
  if (sources.length === 1 && targets.length === 1) return one({ from: sources[0]!, to: targets[0]!, at })
  return sources.flatMap((source) => closest({ source, targets, at }))
}

/** Against the alternative that is a version of this one; else against any that takes it whole. */
const closest = ({ source, targets, at }: { source: JsonSchema; targets: readonly JsonSchema[]; at: string }): readonly Narrowing[] => {
  const namesakes = targets.filter((target) => nameOf(target) === nameOf(source))
  const found = (namesakes.length > 0 ? namesakes : targets).map((target) => one({ from: source, to: target, at }))
  const fewest = found.reduce<readonly Narrowing[] | undefined>((best, each) => (best === undefined || each.length < best.length ? each : best), undefined)
  if (fewest?.length === 0 || (fewest !== undefined && namesakes.length > 0)) return fewest
  return [value(at, `${nameOf(source)} is refused`)]
}

const one = (pair: Pair): readonly Narrowing[] => [
  ...unknownKeywords(pair),
  ...typeNarrowings(pair),
  ...listedNarrowings(pair),
  ...[...textNarrowings(pair.from, pair.to), ...numberNarrowings(pair.from, pair.to)].map((what) => value(pair.at, what)),
  ...requiredNarrowings(pair),
  ...propertyNarrowings(pair),
  ...strangeNarrowings(pair),
  ...itemNarrowings(pair),
]

const unknownKeywords = ({ from, to, at }: Pair): readonly Narrowing[] =>
  Object.entries(to)
    .filter(([keyword, says]) => !READ.has(keyword) && JSON.stringify(says) !== JSON.stringify((from as Record<string, unknown>)[keyword]))
    .map(([keyword]) => value(at, `${keyword} is new or another, and cannot be compared`))

const typeNarrowings = ({ from, to, at }: Pair): readonly Narrowing[] => {
  if (to.type === undefined || to.type === from.type || (from.type === 'integer' && to.type === 'number')) return []
  return [value(at, `${from.type ?? 'anything'} is refused, only ${to.type} is taken`)]
}

const listedNarrowings = ({ from, to, at }: Pair): readonly Narrowing[] => {
  const taken = valuesOf(to)
  if (taken === undefined) return []
  const given = valuesOf(from)
  if (given === undefined) return [value(at, `only ${taken.map((each) => JSON.stringify(each)).join(', ')} are taken`)]
  return given.filter((each) => !taken.includes(each)).map((each) => value(at, `${JSON.stringify(each)} is refused`))
}

const requiredNarrowings = ({ from, to, at }: Pair): readonly Narrowing[] =>
  (to.required ?? []).filter((name) => !from.required?.includes(name)).map((name) => ({ kind: 'required', at: `${at}/${name}`, what: 'must be there' }))

const propertyNarrowings = ({ from, to, at }: Pair): readonly Narrowing[] =>
  Object.entries(to.properties ?? {}).flatMap(([name, schema]) => {
    const known = from.properties?.[name]
    return known === undefined ? [] : compare({ from: known, to: schema, at: `${at}/${name}` })
  })

/** Keys that a schema does not name: whoever reads by it ignores them, unless it says otherwise. */
const strangeNarrowings = ({ from, to, at }: Pair): readonly Narrowing[] => {
  const strangers = asSchema(from.additionalProperties)
  if (to.additionalProperties === false) return strangers === null ? droppedNames({ from, to, at }) : [value(at, 'keys that it does not know are refused')]
  return [
    ...(strangers === null ? [] : compare({ from: strangers, to: asSchema(to.additionalProperties) ?? ANYTHING, at: `${at}/*` })),
    ...compare({ from: from.propertyNames ?? ANY_KEY, to: to.propertyNames ?? ANYTHING, at: `${at} (its keys)` }),
  ]
}

const droppedNames = ({ from, to, at }: Pair): readonly Narrowing[] =>
  Object.keys(from.properties ?? {})
    .filter((name) => to.properties?.[name] === undefined)
    .map((name) => value(`${at}/${name}`, 'is refused as a key that it does not know'))

/** Null: none may be there. */
const asSchema = (schema: JsonSchema | boolean | undefined): JsonSchema | null => (schema === false ? null : typeof schema === 'object' ? schema : ANYTHING)

const itemNarrowings = ({ from, to, at }: Pair): readonly Narrowing[] => {
  const [given, taken] = [from.items, to.items]
  if (taken === undefined) return []
  if (!isTuple(given) && !isTuple(taken)) return compare({ from: given ?? ANYTHING, to: taken, at: `${at}/*` })
  if (!isTuple(given) || !isTuple(taken) || given.length !== taken.length) return [value(at, 'the places of the list are others')]
  return taken.flatMap((schema, place) => compare({ from: given[place] ?? ANYTHING, to: schema, at: `${at}/${place}` }))
}

const isTuple = (items: JsonSchema['items']): items is readonly JsonSchema[] => Array.isArray(items)
