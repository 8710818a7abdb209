import { type Kysely, sql } from 'kysely'
import { describeColumns, describeTable } from '../dialect.ts'
import { showViews } from '../reader-role.ts'

/** A column: what it is made of, and what it holds, with its unit. */
export type ViewColumn = readonly [expression: string, comment: string]

/** What SQL users and screens see. Names of columns are promises: more may come, none goes. */
export interface View {
  readonly name: string
  readonly comment: string
  readonly columns: Readonly<Record<string, ViewColumn>>
  /** All that follows the columns: `from …`. */
  readonly from: string
}

/** A view holds no data. Those of these names that are there go, the last first: a later one may read an earlier one. */
export const dropViews = async (db: Kysely<object>, views: readonly View[]): Promise<void> => {
  for (const { name } of [...views].reverse()) await sql`drop view if exists ${sql.table(name)}`.execute(db)
}

/** Makes the views anew, in order. */
export const makeViews = async (db: Kysely<object>, views: readonly View[]): Promise<void> => {
  await dropViews(db, views)
  for (const { name, comment, columns, from } of views) {
    const selected = Object.entries(columns).map(([column, [expression]]) => `${expression} as "${column}"`)
    await sql`create view ${sql.table(name)} as select ${sql.raw(selected.join(', '))} ${sql.raw(from)}`.execute(db)
    await describeTable(db, name, comment)
    await describeColumns(db, name, Object.fromEntries(Object.entries(columns).map(([column, [, words]]) => [column, words])))
  }
  await showViews(db)
}
