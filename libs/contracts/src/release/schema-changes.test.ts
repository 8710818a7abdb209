import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { schemaChanges } from './schema-changes.ts'

const text: JsonSchema = { type: 'string' }
const number: JsonSchema = { type: 'number' }
const body = (properties: Record<string, JsonSchema>, required: readonly string[] = Object.keys(properties)): JsonSchema => ({
  type: 'object',
  properties,
  required,
})
const field = (schema: JsonSchema): JsonSchema => body({ field: schema })
const nullable = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
const rule = (name: string, more: Record<string, JsonSchema> = {}) => body({ rule: { type: 'string', const: name }, ...more })
const closed = (schema: JsonSchema): JsonSchema => ({ ...schema, additionalProperties: false })

type Case = readonly [name: string, released: JsonSchema, present: JsonSchema]

describe('what anyone reads on', () => {
  it.each<Case>([
    ['nothing changed', body({ a: text, b: nullable(number) }), body({ a: text, b: nullable(number) })],
    ['the order of fields and of words is another', field({ enum: ['a', 'b'] }), field({ enum: ['b', 'a'] })],
    ['a field more that may be missing', body({ a: text }), body({ a: text, b: text }, ['a'])],
    ['a field less that might be missing', body({ a: text, b: text }, ['a']), body({ a: text })],
    ['null written in two ways', field({ type: ['number', 'null'] }), field(nullable(number))],
    ['a description', field(text), field({ ...text, description: 'new' })],
    ['one of two and any of two', field({ oneOf: [text, number] }), field({ anyOf: [number, text] })],
  ])('%s', (_name, released, present) => {
    expect(schemaChanges(released, present)).toEqual({ breaks: [], readersFirst: [] })
  })
})

describe('what is refused, for events that lie in the log', () => {
  it.each<readonly [...Case, words: string]>([
    ['a new field that must be there', body({ a: text }), body({ a: text, b: text }), 'events of before need not have it: /b: must be there'],
    ['a field that must be there now', body({ a: text, b: text }, ['a']), body({ a: text, b: text }), '/b: must be there'],
    ['deep inside', field(field(body({}))), field(field(body({ x: text }))), '/field/field/x: must be there'],
    ['in what may be null', field(nullable(body({}))), field(nullable(body({ x: text }))), '/field/x: must be there'],
    ['in the items of a list', field({ type: 'array', items: body({}) }), field({ type: 'array', items: body({ x: text }) }), '/field/*/x: must be there'],
    ['another type', field(text), field(number), '/field: string is refused'],
    ['a number that must be whole', field(number), field({ type: 'integer' }), '/field: number is refused'],
    ['null no longer', field(nullable(text)), field(text), '/field: null is refused'],
    ['null no longer, written short', field({ type: ['string', 'null'] }), field(text), '/field: null is refused'],
    ['a word less', field({ ...text, enum: ['a', 'b'] }), field({ ...text, enum: ['a'] }), '/field: "b" is refused'],
    ['words where any text was', field(text), field({ ...text, enum: ['a'] }), '/field: only "a" are taken'],
    ['another constant', field({ const: 1 }), field({ const: 2 }), '/field: 1 is refused'],
    ['a kind of rule less', field({ oneOf: [rule('a'), rule('b')] }), field({ oneOf: [rule('a')] }), '/field: object with rule "b" is refused'],
    [
      'a kind of rule that asks for more',
      field({ oneOf: [rule('a'), rule('b')] }),
      field({ oneOf: [rule('a'), rule('b', { x: text })] }),
      '/field/x: must be there',
    ],
    ['a pattern', field(text), field({ ...text, pattern: '^a' }), 'the pattern is another: none became ^a'],
    ['another pattern', field({ ...text, pattern: '^a' }), field({ ...text, pattern: '^b' }), 'the pattern is another: ^a became ^b'],
    ['a format', field(text), field({ ...text, format: 'date' }), 'the format is another'],
    ['a higher least number', field({ ...number, minimum: 0 }), field({ ...number, minimum: 1 }), '/field: minimum was 0 and is 1'],
    ['a least number', field(number), field({ ...number, exclusiveMinimum: 0 }), '/field: exclusiveMinimum was none and is 0'],
    ['a lower greatest length', field({ ...text, maxLength: 9 }), field({ ...text, maxLength: 5 }), '/field: maxLength was 9 and is 5'],
    ['a list of others', field({ type: 'array', items: text }), field({ type: 'array', items: number }), '/field/*: string is refused'],
    [
      'a place of a tuple more',
      field({ type: 'array', items: [text] }),
      field({ type: 'array', items: [text, text] }),
      '/field: the places of the list are others',
    ],
    ['a record of others', { type: 'object', additionalProperties: text }, { type: 'object', additionalProperties: number }, '/*: string is refused'],
    ['narrower keys of a record', { type: 'object' }, { type: 'object', propertyNames: { pattern: '^a' } }, 'the pattern is another'],
    ['keys that are not known', body({ a: text }), closed(body({ a: text })), 'the body: keys that it does not know are refused'],
    ['a known key that is not known any more', closed(body({ a: text, b: text }, ['a'])), closed(body({ a: text })), '/b: is refused as a key'],
    ['a keyword that nobody here compares', field(text), field({ ...text, not: {} } as JsonSchema), '/field: not is new or another, and cannot be compared'],
  ])('%s', (_name, released, present, words) => {
    expect(schemaChanges(released, present).breaks.join('\n')).toContain(words)
  })
})

describe('what is refused, for readers of before', () => {
  it.each<readonly [...Case, words: string]>([
    ['a field that they need is gone', body({ a: text, b: text }), body({ a: text }), 'readers of before need it: /b: is no longer certain to be there'],
    ['a field that they need may be missing', body({ a: text, b: text }), body({ a: text, b: text }, ['a']), '/b: is no longer certain'],
    ['inside of what may be null', field(nullable(body({ x: text }))), field(nullable(body({}))), '/field/x: is no longer certain'],
    [
      'inside of a kind of rule',
      field({ oneOf: [rule('a', { x: text }), rule('b')] }),
      field({ oneOf: [rule('a'), rule('b')] }),
      '/field/x: is no longer certain',
    ],
  ])('%s', (_name, released, present, words) => {
    expect(schemaChanges(released, present).breaks).toEqual([expect.stringContaining(words)])
  })
})

describe('what is allowed, and rolled out to the readers first', () => {
  it.each<readonly [...Case, words: string]>([
    ['a word more', field({ ...text, enum: ['a'] }), field({ ...text, enum: ['a', 'b'] }), '/field: "b" is refused'],
    ['any text where words were', field({ ...text, enum: ['a'] }), field(text), '/field: only "a" are taken'],
    ['null as well', field(text), field(nullable(text)), '/field: null is refused'],
    ['any number where whole ones were', field({ type: 'integer' }), field(number), '/field: number is refused'],
    ['a lower least number', field({ ...number, minimum: 1 }), field({ ...number, minimum: 0 }), '/field: minimum was 0 and is 1'],
    ['a kind of rule more', field({ oneOf: [rule('a')] }), field({ oneOf: [rule('a'), rule('b', { x: text })] }), '/field: object with rule "b" is refused'],
    ['no pattern any more', field({ ...text, pattern: '^a' }), field(text), 'the pattern is another'],
  ])('%s', (_name, released, present, words) => {
    const { breaks, readersFirst } = schemaChanges(released, present)
    expect(breaks).toEqual([])
    expect(readersFirst).toEqual([expect.stringContaining(words)])
  })
})
