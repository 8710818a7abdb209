import type { TargetAssessed } from '@shixu/domain'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { compressWell, describeColumns, sqlWords } from '../dialect.ts'
import { judgementRow } from '../ledger/judgement-row.ts'
import { addJudgements } from '../ledger/judgements.ts'
import type { LedgerTables } from '../ledger/tables.ts'
import { dropViews } from '../views/view.ts'
import { viewsOf } from '../views/views.ts'
import { makeTable } from './columns.ts'

/** A judgement stands once: its key is its index, its body holds what no column has, and what stands now is the newest of them. Before, a second table had each of them again, and the body all of it. */
export const judgementTable: Migration = {
  up: async (db: Kysely<object>) => {
    // They are made again by the newest step of the views.
    await dropViews(db, viewsOf(sqlWords(db)))
    await db.schema.alterTable('assessment').renameTo('assessment_before').execute()
    await makeAssessment(db)
    await moveJudgements(db.$extendTables<{ [T in keyof LedgerTables]: LedgerTables[T] } & { assessment_before: { id: string; body: string } }>())
    for (const table of ['assessment_before', 'assessment_now']) await db.schema.dropTable(table).execute()
  },
}

const makeAssessment = async (db: Kysely<object>): Promise<void> => {
  await makeTable(db, 'assessment', {
    key: ['region', 'year', 'target', 'period', 'seq_offset', 'seq_ordinal', 'seq_partition'],
    texts: ['region', 'target', 'period', 'as_of', 'light', 'pace_line', 'method', 'reason_code', 'reason_zh', 'reason_en', 'body'],
    wholes: ['year', 'overdue', 'seq_partition', 'seq_ordinal'],
    bigs: ['seq_offset'],
    maybeTexts: ['outcome'],
    maybeReals: [
      'p_miss',
      'pace_due',
      'done',
      'share_of_pace',
      'forecast',
      'forecast_low',
      'forecast_high',
      'required_run_rate',
      'required_per_month',
      'best_run_rate',
      'rebased',
    ],
  })
  await compressWell(db, 'assessment', 'body')
  await describeColumns(db, 'assessment', {
    period: 'Last month judged, YYYY-MM; - while none of the year has been',
    p_miss: 'Probability that the target is missed, 0 to 1',
    pace_due: 'In the expanded unit of the target; per cent for growth and share',
    done: 'In the expanded unit of the target; per cent for growth and share',
    share_of_pace: 'Done over due; 1 is on the line',
    forecast: 'End of year, in the expanded unit of the target',
    required_run_rate: 'Growth that the rest of the year needs over last year; 0.31 is 31 %',
    required_per_month: 'In the expanded unit of the target, for each month that is left',
    body: 'JSON of what no column has: presets, params of the reason, inputs',
  })
}

const ROWS = 2_000

type Moving = Kysely<LedgerTables & { assessment_before: { id: string; body: string } }>

const moveJudgements = async (db: Moving): Promise<void> => {
  for (let after = ''; ; ) {
    const rows = await db.selectFrom('assessment_before').select(['id', 'body']).where('id', '>', after).orderBy('id').limit(ROWS).execute()
    if (rows.length === 0) return
    await addJudgements(
      db as unknown as Kysely<LedgerTables>,
      rows.map(({ body }) => judgementRow(JSON.parse(body) as TargetAssessed)),
    )
    after = rows.at(-1)!.id
  }
}
