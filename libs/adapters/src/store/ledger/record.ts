import type { Recorded } from '@shixu/pipeline/ports'
import { type Kysely, sql } from 'kysely'
import { isThere } from '../copy/copy-rows.ts'
import { isPostgres } from '../dialect.ts'
import { putRows } from '../put-rows.ts'
import { addJudgements, isJudged, keepJudgements } from './judgements.ts'
import { nowRowsOf, recordNow } from './record-now.ts'
import { type LedgerRows, rowsOf } from './rows.ts'
import type { LedgerTables, VintageRow } from './tables.ts'

type Ledger = Kysely<LedgerTables>

/** Writes a batch of the log in one transaction, or in the one that it is given. A figure's later record replaces an earlier one, never the other way; all else is there once, by its key. */
export const recordAll = async (db: Ledger, records: readonly Recorded[]): Promise<void> => {
  const rows = rowsOf(records)
  if (Object.values(rows).every(({ length }) => length === 0)) return
  if (db.isTransaction) return write(db, { rows, records, judgements: keepJudgements })
  const record = (judgements: Batch['judgements']) => db.transaction().execute((trx) => write(trx, { rows, records, judgements }))
  if (!isPostgres(db) || (await isJudged(db, rows.assessment))) return record(keepJudgements)
  // A batch is nearly always new. One that was written before a crash, in other bounds, or holds a record twice, is written with care.
  await record(addJudgements).catch((thrown: unknown) => (isThere(thrown) ? record(keepJudgements) : Promise.reject(thrown)))
}

interface Batch {
  readonly rows: LedgerRows
  readonly records: readonly Recorded[]
  readonly judgements: (trx: Ledger, rows: LedgerRows['assessment']) => Promise<unknown>
}

const write = async (trx: Ledger, { rows: { vintage, assessment, ...others }, records, judgements }: Batch): Promise<void> => {
  await putRows(trx, 'vintage', { rows: newestOfEach(vintage), onConflict: { key: ['key'], where: sql`excluded.log_offset > vintage.log_offset` } })
  for (const [table, rows] of Object.entries(others)) await putRows(trx, table, { rows, onConflict: 'keep' })
  await judgements(trx, assessment)
  await recordNow(trx, nowRowsOf(records))
}

/** One statement may touch a row once only. */
const newestOfEach = (rows: readonly VintageRow[]): readonly VintageRow[] => {
  const newest = new Map<string, VintageRow>()
  for (const row of rows) if (row.log_offset > (newest.get(row.key)?.log_offset ?? -1)) newest.set(row.key, row)
  return [...newest.values()]
}
