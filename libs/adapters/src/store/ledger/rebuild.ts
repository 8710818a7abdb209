import { type Event, type TargetAssessed, type TargetDeclared, targetAssessed, targetEventKey } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { nowRowsOf, recordNow } from './record-now.ts'
import type { LedgerTables, TargetVersionRow } from './tables.ts'

type Ledger = Kysely<LedgerTables>

const ROWS = 2_000

/** A version of a target as the event that it was. */
export const versionEvent = ({ target, region, body, log_partition, log_offset }: TargetVersionRow): Recorded => {
  const key = targetEventKey(target)
  const data = body === null ? null : (JSON.parse(body) as TargetDeclared)
  return { topic: 'facts', partition: log_partition, offset: log_offset, event: { topic: 'facts', region, key, id: key, type: 'target-declared', data } }
}

const recordedOf = (event: Event): Recorded => ({ topic: event.topic, partition: 0, offset: 0, event })

/** A judgement, by its body, as the event that it was. */
export const judgementEvent = (body: string): Recorded => recordedOf(targetAssessed(JSON.parse(body) as TargetAssessed))

/** What stands now in a region, anew from its history: each row as the event that it was. */
const refill = async (trx: Ledger, region: string): Promise<number> => {
  const versions = await trx.selectFrom('target_version').selectAll().where('region', '=', region).orderBy('log_offset').execute()
  await recordNow(trx, nowRowsOf(versions.map(versionEvent)))
  let judgements = 0
  for (let after = ''; ; ) {
    const part = trx.selectFrom('assessment').select(['id', 'body']).where('region', '=', region).where('id', '>', after).orderBy('id').limit(ROWS)
    const rows = await part.execute()
    if (rows.length === 0) return judgements
    await recordNow(trx, nowRowsOf(rows.map(({ body }) => judgementEvent(body))))
    judgements += rows.length
    after = rows.at(-1)!.id
  }
}

/** Regions that have any history. */
const regionsOf = async (db: Ledger): Promise<readonly string[]> => {
  const rows = await db.selectFrom('target_version').select('region').union(db.selectFrom('assessment').select('region')).execute()
  return rows.map(({ region }) => region).sort()
}

/**
 * Makes what stands now anew from the history, which is never dropped and holds what the log no longer has. A region at a time, each in one transaction: until it is done the old is read.
 * `told` hears of each region. Where a step of the migrations calls it, that step's transaction is the one.
 */
export const rebuildNow = async (database: Database, told: (region: string, judgements: number) => void = () => undefined): Promise<void> => {
  const db = database.$extendTables<{ [T in keyof LedgerTables]: LedgerTables[T] }>()
  for (const region of await regionsOf(db)) {
    const work = async (trx: Ledger) => {
      await trx.deleteFrom('target').where('region', '=', region).execute()
      await trx.deleteFrom('assessment_now').where('region', '=', region).execute()
      told(region, await refill(trx, region))
    }
    await (db.isTransaction ? work(db) : db.transaction().execute(work))
  }
}
