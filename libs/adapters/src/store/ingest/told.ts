import type { Told } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import { inParts } from './in-parts.ts'
import type { IngestTables } from './tables.ts'

const ROWS = 1_000

/** Which targets stand declared and which day each region has come to. */
export const createTold = (database: Database): Told => {
  const db = database.$extendTables<IngestTables>()
  return {
    targets: async (region, year) => {
      const rows = await db.selectFrom('ingest_target').select(['target', 'mark']).where('region', '=', region).where('year', '=', year).execute()
      return new Map(rows.map(({ target, mark }) => [target, mark]))
    },
    lastDay: async (region) => (await db.selectFrom('ingest_day').select('day').where('region', '=', region).executeTakeFirst())?.day ?? null,
    remember: (region, { targets = new Map<string, string | null>(), day }) =>
      db.transaction().execute(async (transaction) => {
        const gone = [...targets].flatMap(([target, mark]) => (mark === null ? [target] : []))
        const there = [...targets].flatMap(([target, mark]) => (mark === null ? [] : [{ target, region, year: Number(target.split('/')[1]), mark }]))
        for (const part of inParts(gone, ROWS)) await transaction.deleteFrom('ingest_target').where('target', 'in', part).execute()
        for (const part of inParts(there, ROWS))
          await transaction
            .insertInto('ingest_target')
            .values(part)
            .onConflict((conflict) => conflict.column('target').doUpdateSet(({ ref }) => ({ mark: ref('excluded.mark') })))
            .execute()
        if (day !== undefined)
          await transaction
            .insertInto('ingest_day')
            .values({ region, day })
            .onConflict((conflict) => conflict.column('region').doUpdateSet({ day }).where('ingest_day.day', '<', day))
            .execute()
      }),
  }
}
