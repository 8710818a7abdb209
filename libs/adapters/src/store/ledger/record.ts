import type { Recorded } from '@shixu/pipeline/ports'
import type { Kysely, Transaction } from 'kysely'
import { rowsPerStatement } from '../dialect.ts'
import { rowsOf } from './rows.ts'
import type { LedgerTables, VintageRow } from './tables.ts'

type Ledger = Kysely<LedgerTables>

/** Writes a batch of the log in one transaction. A figure's later record replaces an earlier one, never the other way; all else is there once, by its id. */
export const recordAll = async (db: Ledger, records: readonly Recorded[]): Promise<void> => {
  const { vintage, ...others } = rowsOf(records)
  const tables = Object.entries(others).filter(([, rows]) => rows.length > 0) as [keyof typeof others, readonly object[]][]
  if (vintage.length === 0 && tables.length === 0) return
  await db.transaction().execute(async (trx) => {
    await putVintages(trx, newestOfEach(vintage))
    for (const [table, rows] of tables) await putOnce(trx, table, rows)
  })
}

/** One statement may touch a row once only. */
const newestOfEach = (rows: readonly VintageRow[]): readonly VintageRow[] => {
  const newest = new Map<string, VintageRow>()
  for (const row of rows) if (row.log_offset > (newest.get(row.key)?.log_offset ?? -1)) newest.set(row.key, row)
  return [...newest.values()]
}

const putVintages = async (trx: Transaction<LedgerTables>, rows: readonly VintageRow[]): Promise<void> => {
  for (const chunk of chunks(trx, rows)) {
    const columns = Object.keys(chunk[0]!).filter((column) => column !== 'key') as (keyof VintageRow)[]
    await trx
      .insertInto('vintage')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet((row) => Object.fromEntries(columns.map((column) => [column, row.ref(`excluded.${column}`)])))
          .whereRef('excluded.log_offset', '>', 'vintage.log_offset'),
      )
      .execute()
  }
}

const putOnce = async (trx: Transaction<LedgerTables>, table: keyof LedgerTables, rows: readonly object[]): Promise<void> => {
  for (const chunk of chunks(trx, rows)) {
    await trx
      .insertInto(table)
      .values(chunk as never)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

const chunks = function* <Row extends object>(trx: Transaction<LedgerTables>, rows: readonly Row[]): Iterable<readonly Row[]> {
  const size = rowsPerStatement(trx, Object.keys(rows[0] ?? {}).length || 1)
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}
