import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns } from '../dialect.ts'

/** What ingest keeps: raw documents, the vintages known, what was pulled and told, and dead letters. */
export const ingestTables: Migration = {
  up: async (db) => {
    const { bigint, real, bytes } = columnTypes(db)
    await db.schema
      .createTable('archive_document')
      .addColumn('feed', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('received_on', 'text', (column) => column.notNull())
      .addColumn('size', bigint, (column) => column.notNull())
      .addColumn('packed', bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('archive_document_key', ['feed', 'sha256'])
      .execute()
    await db.schema
      .createTable('ingest_vintage')
      .addColumn('region', 'text', (column) => column.notNull())
      .addColumn('indicator', 'text', (column) => column.notNull())
      .addColumn('period', 'text', (column) => column.notNull())
      .addColumn('measure', 'text', (column) => column.notNull())
      .addColumn('coverage', 'text', (column) => column.notNull())
      .addColumn('published', 'text', (column) => column.notNull())
      .addColumn('bound', 'text', (column) => column.notNull())
      .addColumn('value', real, (column) => column.notNull())
      .addColumn('unit', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('ingest_vintage_key', ['region', 'indicator', 'period', 'measure', 'coverage', 'published', 'bound'])
      .execute()
    await db.schema
      .createTable('ingest_pull')
      .addColumn('feed', 'text', (column) => column.primaryKey())
      .addColumn('mark', 'text', (column) => column.notNull())
      .addColumn('sha256', 'text', (column) => column.notNull())
      .addColumn('etag', 'text')
      .addColumn('last_modified', 'text')
      .execute()
    await db.schema
      .createTable('ingest_target')
      .addColumn('target', 'text', (column) => column.primaryKey())
      .addColumn('region', 'text', (column) => column.notNull())
      .addColumn('year', 'integer', (column) => column.notNull())
      .addColumn('mark', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('ingest_day')
      .addColumn('region', 'text', (column) => column.primaryKey())
      .addColumn('day', 'text', (column) => column.notNull())
      .execute()
    await describeColumns(db, 'archive_document', {
      size: 'bytes before packing',
      packed: 'the document as it was received, gzip',
      received_on: 'day in Asia/Shanghai',
    })
    await describeColumns(db, 'ingest_vintage', { value: 'in the expanded unit: 元, 户, %', source: 'feed and place' })
  },
}
