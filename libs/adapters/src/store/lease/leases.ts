import type { Leases } from '@shixu/pipeline/ports'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { wallMs } from '../dialect.ts'

type LeaseTables = { lease: { name: string; holder: string; until: number } }

/** One row a lease, gone when it is given back. Every time is the database's own: the clocks of those who ask may differ. */
export const createLeases = (database: Database): Leases => {
  const db = database.$extendTables<LeaseTables>()
  return {
    take: async ({ name, holder, forMs }) => {
      const until = sql<number>`${wallMs(db)} + ${forMs}`
      const row = await db
        .insertInto('lease')
        .values({ name, holder, until })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ holder, until })
            .where(({ eb, or }) => or([eb('lease.holder', '=', holder), eb('lease.until', '<', wallMs(db))])),
        )
        .returning('name')
        .executeTakeFirst()
      return row !== undefined
    },
    look: async (name) => {
      const row = await db
        .selectFrom('lease')
        .select(({ eb }) => eb('until', '<', wallMs(db)).as('over'))
        .where('name', '=', name)
        .executeTakeFirst()
      return row === undefined ? 'free' : row.over ? 'lapsed' : 'held'
    },
    release: async ({ name, holder }) => {
      await db.deleteFrom('lease').where('name', '=', name).where('holder', '=', holder).execute()
    },
  }
}
