import { type TargetDeclared, targetEventKey } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import { nowRowsOf, recordNow } from './record-now.ts'
import type { LedgerTables, TargetVersionRow } from './tables.ts'

/** A version of a target as the event that it was. */
export const versionEvent = ({ target, region, body, log_partition, log_offset }: TargetVersionRow): Recorded => {
  const key = targetEventKey(target)
  const data = body === null ? null : (JSON.parse(body) as TargetDeclared)
  return { topic: 'facts', partition: log_partition, offset: log_offset, event: { topic: 'facts', region, key, id: key, type: 'target-declared', data } }
}

/** Fills the table of targets from their versions, a region at a time, in the caller's transaction: for the step of the migrations that has made it. */
export const fillTargets = async (database: Database): Promise<void> => {
  const db = database.$extendTables<{ [T in keyof LedgerTables]: LedgerTables[T] }>()
  for (const { region } of await db.selectFrom('target_version').select('region').distinct().execute()) {
    const versions = await db.selectFrom('target_version').selectAll().where('region', '=', region).orderBy('log_offset').execute()
    await recordNow(db, nowRowsOf(versions.map(versionEvent)))
  }
}
