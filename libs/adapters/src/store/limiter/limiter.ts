import { type RateTaken, takeRate } from '@shixu/domain'
import type { Limiter } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import { wallMs } from '../dialect.ts'

type LimiterTables = { limiter: { key: string; taken: string } }

/** One row a key. Every time is the database's own: the clocks of those who ask may differ. */
export const createLimiter = (database: Database): Limiter => {
  const db = database.$extendTables<LimiterTables>()
  return {
    take: ({ key, windows, n = 1 }) =>
      db.transaction().execute(async (trx) => {
        // Writing the row as it is locks it, and what is returned is read after whoever held it before.
        const row = await trx
          .insertInto('limiter')
          .values({ key, taken: '{}' })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ key }))
          .returning(['taken', wallMs(trx).as('now')])
          .executeTakeFirstOrThrow()
        const { take, taken } = takeRate(JSON.parse(row.taken) as RateTaken, { windows, n, now: Number(row.now) })
        if (take.ok)
          await trx
            .updateTable('limiter')
            .set({ taken: JSON.stringify(taken) })
            .where('key', '=', key)
            .execute()
        return take
      }),
  }
}
