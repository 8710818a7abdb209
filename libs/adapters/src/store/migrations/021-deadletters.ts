import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns } from '../dialect.ts'

/** What was refused, and what was done about it. */
export const deadletterTable: Migration = {
  up: async (db) => {
    const { bigint } = columnTypes(db)
    await db.schema
      .createTable('deadletter')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('region', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('place', 'text', (column) => column.notNull())
      .addColumn('code', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('bytes', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('length', bigint, (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('about', 'text')
      .addColumn('document', 'text')
      .addColumn('closed_on', 'text')
      .addColumn('closed_as', 'text')
      .addColumn('closed_why', 'text')
      .execute()
    await db.schema.createIndex('deadletter_about').on('deadletter').columns(['about', 'closed_on']).execute()
    await db.schema.createIndex('deadletter_document').on('deadletter').column('document').execute()
    await describeColumns(db, 'deadletter', {
      bytes: 'the first 64 KB, base64',
      length: 'bytes of the whole',
      sha256: 'of the whole',
      document: 'sha256 of the archived document',
    })
  },
}
