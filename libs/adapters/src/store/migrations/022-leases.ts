import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns } from '../dialect.ts'

/** Who does what one process at a time may do. */
export const leaseTable: Migration = {
  up: async (db) => {
    const { bigint } = columnTypes(db)
    await db.schema
      .createTable('lease')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('until', bigint, (column) => column.notNull())
      .execute()
    await describeColumns(db, 'lease', { until: "milliseconds since 1970 by the database's clock; it is anyone's afterwards" })
  },
}
