import type { Recorded } from '@shixu/pipeline/ports'
import { type Kysely, sql } from 'kysely'
import { putRows } from '../put-rows.ts'
import { nowRowsOf, recordNow } from './record-now.ts'
import { rowsOf } from './rows.ts'
import type { LedgerTables, VintageRow } from './tables.ts'

type Ledger = Kysely<LedgerTables>

/** Writes a batch of the log in one transaction, or in the one that it is given. A figure's later record replaces an earlier one, never the other way; all else is there once, by its id. */
export const recordAll = async (db: Ledger, records: readonly Recorded[]): Promise<void> => {
  const { vintage, ...others } = rowsOf(records)
  const tables = Object.entries(others).filter(([, rows]) => rows.length > 0) as [keyof typeof others, readonly object[]][]
  if (vintage.length === 0 && tables.length === 0) return
  const write = async (trx: Ledger) => {
    await putRows(trx, 'vintage', { rows: newestOfEach(vintage), onConflict: { key: ['key'], where: sql`excluded.log_offset > vintage.log_offset` } })
    for (const [table, rows] of tables) await putRows(trx, table, { rows, onConflict: 'keep' })
    await recordNow(trx, nowRowsOf(records))
  }
  await (db.isTransaction ? write(db) : db.transaction().execute(write))
}

/** One statement may touch a row once only. */
const newestOfEach = (rows: readonly VintageRow[]): readonly VintageRow[] => {
  const newest = new Map<string, VintageRow>()
  for (const row of rows) if (row.log_offset > (newest.get(row.key)?.log_offset ?? -1)) newest.set(row.key, row)
  return [...newest.values()]
}
