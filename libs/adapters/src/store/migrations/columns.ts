import type { CreateTableBuilder, Kysely } from 'kysely'
import { columnTypes } from '../dialect.ts'

type Table = CreateTableBuilder<string, string>

/** Columns by what they hold; those of the first two are never null. */
export interface Columns {
  readonly texts?: readonly string[]
  readonly wholes?: readonly string[]
  readonly bigs?: readonly string[]
  readonly maybeTexts?: readonly string[]
  readonly maybeReals?: readonly string[]
}

/** A table of plain columns with its key. */
export const makeTable = async (db: Kysely<object>, name: string, { key, ...columns }: Columns & { readonly key: readonly string[] }): Promise<void> => {
  const { bigint, real } = columnTypes(db)
  let table: Table = db.schema.createTable(name)
  for (const column of columns.texts ?? []) table = table.addColumn(column, 'text', (built) => built.notNull())
  for (const column of columns.wholes ?? []) table = table.addColumn(column, 'integer', (built) => built.notNull())
  for (const column of columns.bigs ?? []) table = table.addColumn(column, bigint, (built) => built.notNull())
  for (const column of columns.maybeTexts ?? []) table = table.addColumn(column, 'text')
  for (const column of columns.maybeReals ?? []) table = table.addColumn(column, real)
  await table.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]).execute()
}
