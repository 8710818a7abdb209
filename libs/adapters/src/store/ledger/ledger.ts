import type { Ledger } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import { createQueries, type LedgerQueries } from './queries.ts'
import { recordAll } from './record.ts'
import type { LedgerTables } from './tables.ts'

/** What the log has said, in tables: every vintage, target version, command, judgement, alert event and delivery. The tables must be there (`migrate`). */
export const createLedger = (database: Database): Ledger & LedgerQueries => {
  const db = database.$extendTables<{ [T in keyof LedgerTables]: LedgerTables[T] }>()
  return { record: (records) => recordAll(db, records), ...createQueries(db) }
}
