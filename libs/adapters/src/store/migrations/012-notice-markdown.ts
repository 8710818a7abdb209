import type { Migration } from 'kysely/migration'

/** The notice as WeCom shows it. What was composed before has none, and goes out as text. */
export const noticeMarkdown: Migration = {
  up: async (db) => {
    await db.schema
      .alterTable('outbox_notice')
      .addColumn('markdown', 'text', (column) => column.notNull().defaultTo(''))
      .execute()
  },
}
