import { z } from 'zod'
import type { Path } from './yaml-file.ts'

/** As much of JSON Schema as the registry's files need. */
export interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly items?: JsonSchema
  readonly enum?: readonly string[]
  readonly const?: string
  readonly oneOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
}

/** Draft 7 is what editors' YAML servers read best. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema => z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema

/** The schema of what stands at a path. Of several kinds of group the one that the value says it is. */
export function schemaAt(root: JsonSchema, path: Path, value: unknown): JsonSchema {
  let schema = chosen(root, value)
  let at = value
  for (const step of path) {
    at = child(at, step)
    const next = typeof step === 'number' ? schema.items : schema.properties?.[String(step)]
    if (!next) return {}
    schema = chosen(next, at)
  }
  return schema
}

const child = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Record<PropertyKey, unknown>)[step] : undefined

/** What stands at a path of a plain value; undefined where nothing does. */
export const valueAt = (value: unknown, path: Path): unknown => path.reduce(child, value)

function chosen(schema: JsonSchema, value: unknown): JsonSchema {
  const options = schema.oneOf ?? schema.anyOf
  if (!options) return schema
  const fits = (option: JsonSchema) =>
    Object.entries(option.properties ?? {}).some(([key, { const: constant }]) => constant !== undefined && child(value, key) === constant)
  return options.find(fits) ?? options.find(({ type }) => type === kindOf(value)) ?? schema
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value)

/** In words, what is to stand there. */
export function expected(schema: JsonSchema): string {
  const options = schema.enum ?? schema.oneOf?.flatMap(({ properties }) => Object.values(properties ?? {}).flatMap(({ const: constant }) => constant ?? []))
  if (options && options.length > 0) return `one of ${options.join(', ')}`
  return TYPES[schema.type ?? ''] ?? 'another kind of value'
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number without quotes and without unit',
  integer: 'a whole number without quotes',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
}
