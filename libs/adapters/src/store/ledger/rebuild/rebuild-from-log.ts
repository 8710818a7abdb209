import type { Recorded, WholeLog } from '@shixu/pipeline/ports'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../database.ts'
import { countOwn, lockWriters } from '../../dialect.ts'
import { recordAll } from '../record.ts'
import type { LedgerTables } from '../tables.ts'
import { beatsTheLog, carryTargets, countLostJudgements } from './carry-over.ts'
import { addMissing, countRows, type Merged, mendDifferent, removeOthers } from './merge.ts'
import { KEYS, TABLES, type Table, type Twins, withTwins } from './twins.ts'

/** What became of one table. */
export interface RebuiltTable {
  readonly table: Table
  /** Rows that the log makes, and for what stands now the history. */
  readonly rows: number
  /** Of them, those that were not there. */
  readonly restored: number
  /** And those that were otherwise. */
  readonly mended: number
  /** Rows that were there and could not have come from the log. */
  readonly removed: number
  /** Rows of the history that the log no longer has, and that stay as they are. */
  readonly kept: number
}

export interface Rebuilt {
  readonly records: number
  /** Records of the log that cannot be read; they put in nothing. */
  readonly unreadable: number
  /** Rows of the history that cannot be read, and that the log no longer has. */
  readonly lost: number
  readonly tables: readonly RebuiltTable[]
}

type Ledger = Kysely<LedgerTables>

/**
 * Projects the whole log anew, in tables that nobody else sees, then brings the ledger to it in one transaction: until that ends readers see the old. What is as it should be is not
 * touched, what the log no longer has stays. While the transaction lasts others who write wait, so that the log up to its end is all that the ledger can have heard of. `told` hears how
 * many records were read.
 */
export const rebuildFromLog = (database: Database, log: WholeLog, told: (records: number) => void): Promise<Rebuilt> =>
  database
    .$extendTables<{ [T in keyof LedgerTables]: LedgerTables[T] }>()
    .connection()
    .execute((connection) =>
      withTwins(connection as unknown as Kysely<object>, async (twins) => {
        const counts = { records: 0, unreadable: 0 }
        const into = (db: Ledger) => async (records: readonly Recorded[]) => {
          await recordAll(db, records)
          counts.records += records.length
          counts.unreadable += records.filter(({ event }) => event === null).length
          told(counts.records)
        }
        await log.catchUp(into(connection))
        return connection.transaction().execute(async (trx) => {
          await lockWriters(
            trx,
            TABLES.map((table) => twins[table].shared),
          )
          await log.catchUp(into(trx))
          return { ...counts, ...(await mergeAll(trx, twins)) }
        })
      }),
    )

const mergedOf = (twins: Twins, table: Table): Merged => ({ ...twins[table], key: KEYS[table] })

const NONE = { restored: 0, mended: 0, removed: 0, kept: 0 }

const HISTORY = ['vintage', 'target_version', 'command', 'assessment', 'alert_event', 'delivery', 'delivery_cover'] as const satisfies readonly Table[]

const mergeAll = async (trx: Ledger, twins: Twins): Promise<Pick<Rebuilt, 'lost' | 'tables'>> => {
  for (const table of TABLES) await countOwn(trx, twins[table])
  const history: RebuiltTable[] = []
  for (const table of HISTORY) history.push(await mergeHistory(trx, twins, table))
  const lost = (await carryTargets(trx, twins)) + (await countLostJudgements(trx, twins))
  const targets = await mergeTargets(trx, twins)
  // The registry's own files say it better, and are remembered apart: what is there stays as it is.
  const indicators = { ...NONE, rows: await countRows(trx, twins.indicator.own), restored: await addMissing(trx, mergedOf(twins, 'indicator')) }
  return { lost, tables: [...history, targets, { table: 'indicator', ...indicators }] }
}

const mergeHistory = async (trx: Ledger, twins: Twins, table: (typeof HISTORY)[number]): Promise<RebuiltTable> => {
  const merged = mergedOf(twins, table)
  const restored = await addMissing(trx, merged)
  const mended = await mendDifferent(trx, merged)
  const dishonest = DISHONEST[table]?.(twins)
  const removed = dishonest ? await removeOthers(trx, merged, dishonest) : 0
  const rows = await countRows(trx, merged.own)
  return { table, rows, restored, mended, removed, kept: (await countRows(trx, merged.shared)) - rows }
}

/** Rows of the history that are not of the log's making, as far as that can be told. */
const DISHONEST: { readonly [T in Table]?: (twins: Twins) => RawBuilder<unknown> } = { assessment: beatsTheLog, delivery_cover: (twins) => coversKnown(twins) }

/** What a delivery covers is said by the delivery, so of one that the log has it is known whole. */
const coversKnown = ({ delivery }: Twins) => sql`exists (select 1 from ${delivery.own} as known where known.id = "is".delivery)`

/** What stands declared now is made by the history, and is all that there may be. */
const mergeTargets = async (trx: Ledger, twins: Twins): Promise<RebuiltTable> => {
  const merged = mergedOf(twins, 'target')
  const removed = await removeOthers(trx, merged)
  const restored = await addMissing(trx, merged)
  const mended = await mendDifferent(trx, merged)
  return { table: 'target', rows: await countRows(trx, merged.own), restored, mended, removed, kept: 0 }
}
