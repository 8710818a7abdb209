import { type Read, wrong } from './result.ts'
import { headerKey, MOST_ROWS, type Row, type Table } from './rows.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Numbers keep the digits they are written with: 5.0 says more than 5. TypeScript's own types do not know the third argument yet. */
const parse = JSON.parse as (text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown) => Json
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON

/** The rows of a JSON document: the list at `path` (dotted; empty is the document itself), an object each. Columns may be dotted paths too. */
export const jsonTable = (text: string, path: string): Read<Table> => {
  const found = listAt(text, path)
  if ('code' in found) return found
  if (found.value.length > MOST_ROWS) return wrong('too-many-rows', `more than ${MOST_ROWS} rows`)
  const rows = found.value.flatMap((each, index) => (each === null ? [] : [rowOf(each, `${path}[${index}]`)]))
  const columns = new Set(found.value.slice(0, 1_000).flatMap((each) => (isObject(each) ? keysOf(each) : [])))
  return { value: { columns: [...columns].map(headerKey), rows } }
}

const listAt = (text: string, path: string): Read<readonly Json[]> => {
  const whole = read(text)
  if ('code' in whole) return whole
  const list = valueAt(whole.value, path)
  if (Array.isArray(list)) return { value: list as readonly Json[] }
  return wrong(
    'missing-columns',
    `there is no list at "${path || '(top)'}"; the document has ${isObject(whole.value) ? Object.keys(whole.value).slice(0, 20).join(', ') : 'no object'}`,
  )
}

const read = (text: string): Read<Json> => {
  try {
    return { value: parse(text, (_key, value, { source }) => (typeof value === 'number' && source !== undefined ? source : (value as Json))) }
  } catch (cause) {
    // A RangeError is nesting without end.
    if (!(cause instanceof SyntaxError || cause instanceof RangeError)) throw cause
    return wrong('broken-document', `this is not JSON: ${cause.message}`)
  }
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)

const valueAt = (value: Json | undefined, path: string): Json | undefined =>
  path === '' ? value : path.split('.').reduce<Json | undefined>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), value)

const keysOf = (value: { readonly [key: string]: Json }): string[] =>
  Object.entries(value).flatMap(([key, each]) => [key, ...(isObject(each) ? keysOf(each).map((inner) => `${key}.${inner}`) : [])])

const rowOf = (value: Json, place: string): Row => {
  const raw = JSON.stringify(value)
  if (!isObject(value)) return { place, raw, cell: () => undefined, wrong: wrong('wrong-number-of-cells', 'the row is no object') }
  return { place, raw, cell: (column) => cellText(valueAt(value, column)) }
}

const cellText = (value: Json | undefined): string | undefined =>
  value === undefined ? undefined : value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** The document without the rows that `keep` refuses: null stands in their place. */
export const jsonExcerpt = (text: string, path: string, keep: (place: string) => boolean): string => {
  const exact = parse(text, (_key, value, { source }) => (typeof value === 'number' && source !== undefined ? rawJson(source) : value))
  const list = valueAt(exact, path) as Json[]
  list.forEach((_row, index) => {
    if (!keep(`${path}[${index}]`)) list[index] = null
  })
  return JSON.stringify(exact)
}
