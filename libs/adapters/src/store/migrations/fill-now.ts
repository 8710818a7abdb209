import type { Event, TargetAssessed, TargetDeclared } from '@shixu/domain'
import { targetAssessed, targetEventKey } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import type { Kysely } from 'kysely'
import { nowRowsOf, recordNow } from '../ledger/record-now.ts'
import type { LedgerTables } from '../ledger/tables.ts'

const ROWS = 2_000

/** What stands now, from the history that is there already: each row as the event that it was. */
export const fillNow = async (database: Kysely<object>): Promise<void> => {
  const db = database.$extendTables<{ [T in keyof LedgerTables]: LedgerTables[T] }>()
  const versions = await db.selectFrom('target_version').selectAll().orderBy('target').orderBy('log_offset').execute()
  const declared = versions.map(({ target, region, body, log_partition, log_offset }): Recorded => {
    const key = targetEventKey(target)
    const data = body === null ? null : (JSON.parse(body) as TargetDeclared)
    return { topic: 'facts', partition: log_partition, offset: log_offset, event: { topic: 'facts', region, key, id: key, type: 'target-declared', data } }
  })
  await recordNow(db, nowRowsOf(declared))
  for (let after = ''; ; ) {
    const rows = await db.selectFrom('assessment').select(['id', 'body']).where('id', '>', after).orderBy('id').limit(ROWS).execute()
    if (rows.length === 0) return
    const events = rows.map(({ body }): Event => targetAssessed(JSON.parse(body) as TargetAssessed))
    await recordNow(db, nowRowsOf(events.map((event) => ({ topic: event.topic, partition: 0, offset: 0, event }))))
    after = rows.at(-1)!.id
  }
}
