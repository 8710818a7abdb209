import type { Migration } from 'kysely/migration'
import { describeColumns } from '../dialect.ts'

/** What was taken of rates that notifiers share. */
export const limiterTable: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('limiter')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('taken', 'text', (column) => column.notNull())
      .execute()
    await describeColumns(db, 'limiter', {
      taken: 'by the length of the window in ms: a sixtieth of it, counted from 1970, and how many were taken in it; JSON',
    })
  },
}
