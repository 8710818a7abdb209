import { type Kysely, sql } from 'kysely'
import { copyRows } from '../copy/copy-rows.ts'
import { isPostgres } from '../dialect.ts'
import { putRows } from '../put-rows.ts'
import { JUDGEMENT_CELLS } from './judgement-row.ts'
import type { AssessmentRow, LedgerTables } from './tables.ts'

type Ledger = Kysely<LedgerTables>

/** What tells a judgement from every other, in the order in which they followed one another. */
export const JUDGEMENT_KEY = ['region', 'year', 'target', 'period', 'seq_offset', 'seq_ordinal', 'seq_partition'] as const

/** Adds judgements; passes over those that are there. */
export const keepJudgements = (trx: Ledger, rows: readonly AssessmentRow[]): Promise<unknown> => putRows(trx, 'assessment', { rows, onConflict: 'keep' })

/** Adds judgements none of which is there, nor twice among them; rejects otherwise, and then the transaction is of no use. */
export const addJudgements = (trx: Ledger, rows: readonly AssessmentRow[]): Promise<unknown> =>
  isPostgres(trx) ? copyRows(trx, 'assessment', { types: JUDGEMENT_CELLS, rows }) : keepJudgements(trx, rows)

/** Whether the first of them is there: so is most of what follows it, then. */
export const isJudged = async (db: Ledger, [first]: readonly AssessmentRow[]): Promise<boolean> => {
  if (first === undefined) return false
  const columns = sql.join(JUDGEMENT_KEY.map((column) => sql.ref(column)))
  const key = sql.join(JUDGEMENT_KEY.map((column) => first[column]))
  const found = await db.selectFrom('assessment').select('year').where(sql<boolean>`(${columns}) = (${key})`).executeTakeFirst()
  return found !== undefined
}
