import type { TableOptions } from './options.ts'
import { type Wrong, wrong } from './result.ts'
import { headerKey, type Table } from './rows.ts'

/** Enough to recognise the table by. */
const SHOWN = 20

/** What is wrong with the header against the feed's map; null where every mapped column is there once. */
export const missingColumns = (table: Table, { columns, layout }: Pick<TableOptions, 'columns' | 'layout'>): Wrong | null => {
  // An empty list has no columns and no figures: there is nothing to be wrong with.
  if (layout === 'json' && table.rows.length === 0) return null
  const expected = Object.values(columns).flatMap((name) => (name === undefined ? [] : [headerKey(name)]))
  const missing = expected.filter((name) => !table.columns.includes(name))
  const twice = expected.filter((name) => table.columns.indexOf(name) !== table.columns.lastIndexOf(name))
  if (missing.length > 0)
    return wrong('missing-columns', `no column ${quoted(missing)}; found ${quoted(table.columns.slice(0, SHOWN))}${delimiterHint(table.columns)}`)
  return twice.length > 0 ? wrong('missing-columns', `column ${quoted(twice)} stands twice; which one is meant cannot be told`) : null
}

const quoted = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.map((name) => `"${name.slice(0, 40)}"`).join(', '))

const delimiterHint = (columns: readonly string[]): string => {
  const between = columns.length === 1 ? /[;\t|]/u.exec(columns[0] ?? '')?.[0] : undefined
  return between ? `; the columns seem to be parted by "${between === '\t' ? '\\t' : between}": set delimiter` : ''
}
