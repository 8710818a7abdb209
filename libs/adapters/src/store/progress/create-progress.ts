import type { Part, Progress } from '@shixu/pipeline/ports'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { wallMs } from '../dialect.ts'

type ProgressTables = { channel_progress: { channel: string; message: string; parts: string; changed_at: number } }

/** Longer than any notice is tried. */
const KEPT_MS = 60 * 24 * 3_600_000

/** One row a message. */
export const createProgress = (database: Database): Progress => {
  const db = database.$extendTables<ProgressTables>()
  return {
    begin: ({ channel, message }, parts) =>
      db.transaction().execute(async (trx) => {
        await trx
          .deleteFrom('channel_progress')
          .where('changed_at', '<', sql<number>`${wallMs(trx)} - ${sql.lit(KEPT_MS)}`)
          .execute()
        await trx
          .insertInto('channel_progress')
          .values({ channel, message, parts: JSON.stringify(parts), changed_at: wallMs(trx) })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        const row = await trx
          .selectFrom('channel_progress')
          .select('parts')
          .where('channel', '=', channel)
          .where('message', '=', message)
          .executeTakeFirstOrThrow()
        return JSON.parse(row.parts) as Part[]
      }),
    keep: async ({ channel, message }, parts) => {
      await db
        .updateTable('channel_progress')
        .set({ parts: JSON.stringify(parts), changed_at: wallMs(db) })
        .where('channel', '=', channel)
        .where('message', '=', message)
        .execute()
    },
  }
}
