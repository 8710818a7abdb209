import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import { insertObjects } from './dialect.ts'

/** What becomes of a row that is there already: nothing, or the columns that are not its key, nor named in `keep`, are overwritten where `where` holds. */
export type OnConflict = 'keep' | { readonly key: readonly string[]; readonly keep?: readonly string[]; readonly where?: RawBuilder<unknown> }

const names = (columns: readonly string[]): RawBuilder<unknown> => sql.join(columns.map((column) => sql.ref(column)))

const conflictOf = (columns: readonly string[], onConflict: OnConflict): RawBuilder<unknown> => {
  if (onConflict === 'keep') return sql`on conflict do nothing`
  const { key, keep = [] } = onConflict
  const changed = columns
    .filter((column) => !key.includes(column) && !keep.includes(column))
    .map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`)
  return sql`on conflict (${names(onConflict.key)}) do update set ${sql.join(changed)}${onConflict.where ? sql` where ${onConflict.where}` : sql``}`
}

/** Inserts rows of one table. All rows have the columns of the first. One call may touch a row once only, and is made in a transaction where it has to be whole. Says how many rows were inserted or changed. */
export const putRows = async (
  db: QueryExecutorProvider,
  table: string,
  { rows, onConflict }: { readonly rows: readonly object[]; readonly onConflict: OnConflict },
): Promise<number> => {
  const [first] = rows
  if (first === undefined) return 0
  const columns = Object.keys(first)
  const head = sql`insert into ${sql.table(table)} (${names(columns)})`
  return insertObjects(db, { table, columns, head, tail: conflictOf(columns, onConflict) }, rows as readonly Readonly<Record<string, unknown>>[])
}
