import type { Migration } from 'kysely/migration'
import { describeColumns } from '../dialect.ts'

/** Whether a channel before, or an earlier sending, may have brought a notice already. */
export const outboxDoubt: Migration = {
  up: async (db) => {
    await db.schema
      .alterTable('outbox_notice')
      .addColumn('may_have_it', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await describeColumns(db, 'outbox_notice', { may_have_it: '1 where an earlier channel or sending may have brought it already: it then says so' })
  },
}
