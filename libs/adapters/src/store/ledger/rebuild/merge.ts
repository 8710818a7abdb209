import { type QueryExecutorProvider, type RawBuilder, sql } from 'kysely'
import type { Twin } from '../../dialect.ts'

/** A table with its twin and its key. */
export interface Merged extends Twin {
  readonly key: readonly string[]
}

/** How many rows a statement has changed. */
const changed = async (trx: QueryExecutorProvider, statement: RawBuilder<unknown>): Promise<number> =>
  Number((await statement.execute(trx)).numAffectedRows ?? 0)

const column = (row: 'is' | 'due', name: string): RawBuilder<unknown> => sql.ref(`${row}.${name}`)

/** Of the two rows of one key: `is` in the shared table, `due` in the own one. */
const isSame = (key: readonly string[]): RawBuilder<unknown> =>
  sql.join(
    key.map((name) => sql`${column('is', name)} = ${column('due', name)}`),
    sql` and `,
  )

/** Puts in the rows that are not there. */
export const addMissing = (trx: QueryExecutorProvider, { shared, own, columns, key }: Merged): Promise<number> => {
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const due = sql.join(columns.map((name) => column('due', name)))
  return changed(
    trx,
    sql`insert into ${shared} (${names}) select ${due} from ${own} as due where not exists (select 1 from ${shared} as "is" where ${isSame(key)})`,
  )
}

/** Overwrites the rows that are not as they should be, whatever they say of their place in the log. */
export const mendDifferent = async (trx: QueryExecutorProvider, { shared, own, columns, key }: Merged): Promise<number> => {
  const others = columns.filter((name) => !key.includes(name))
  if (others.length === 0) return 0
  const set = sql.join(others.map((name) => sql`${sql.ref(name)} = ${column('due', name)}`))
  const differs = sql.join(
    others.map((name) => sql`${column('is', name)} is distinct from ${column('due', name)}`),
    sql` or `,
  )
  return changed(trx, sql`update ${shared} as "is" set ${set} from ${own} as due where ${isSame(key)} and (${differs})`)
}

/** Takes out the rows that should not be there, as far as `which` has to do with them. */
export const removeOthers = (trx: QueryExecutorProvider, { shared, own, key }: Merged, which: RawBuilder<unknown> = sql`true`): Promise<number> =>
  changed(trx, sql`delete from ${shared} as "is" where ${which} and not exists (select 1 from ${own} as due where ${isSame(key)})`)

export const countRows = async (trx: QueryExecutorProvider, table: RawBuilder<unknown>): Promise<number> => {
  const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${table}`.execute(trx)
  return Number(rows[0]?.rows)
}
