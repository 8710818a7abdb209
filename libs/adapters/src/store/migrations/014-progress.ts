import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns } from '../dialect.ts'

/** How far messages have come that go out in several parts. */
export const progressTable: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('channel_progress')
      .addColumn('channel', 'text', (column) => column.notNull())
      .addColumn('message', 'text', (column) => column.notNull())
      .addColumn('parts', 'text', (column) => column.notNull())
      .addColumn('changed_at', columnTypes(db).bigint, (column) => column.notNull())
      .addPrimaryKeyConstraint('channel_progress_key', ['channel', 'message'])
      .execute()
    await db.schema.createIndex('channel_progress_changed').on('channel_progress').column('changed_at').execute()
    await describeColumns(db, 'channel_progress', {
      message: 'notice id',
      parts: 'JSON: kind, content (empty once taken), state, since when it is being sent',
      changed_at: 'ms since 1970; what has not changed for long is removed',
    })
  },
}
