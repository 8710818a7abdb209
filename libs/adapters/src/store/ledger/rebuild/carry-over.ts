import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Twin } from '../../dialect.ts'
import { judgementOf } from '../judgement-row.ts'
import { JUDGEMENT_KEY } from '../judgements.ts'
import { versionEvent } from '../rebuild.ts'
import { nowRowsOf, recordNow } from '../record-now.ts'
import type { AssessmentRow, LedgerTables, TargetVersionRow } from '../tables.ts'
import type { Twins } from './twins.ts'

type Ledger = Kysely<LedgerTables>

const ROWS = 2_000

/** What cannot be read and is no longer in the log cannot be made good. */
const readable = <Row, Read>(rows: readonly Row[], read: (row: Row) => Read): readonly Read[] =>
  rows.flatMap((row) => {
    try {
      return [read(row)]
    } catch {
      return [] // counted by whoever asks
    }
  })

/** Makes the targets of the new ledger from every version in the old one, which the log's versions have been put into. Says how many versions cannot be read. */
export const carryTargets = async (trx: Ledger, { target, target_version }: Twins): Promise<number> => {
  await sql`delete from ${target.own}`.execute(trx)
  const { rows: regions } = await sql<{ region: string }>`select distinct region from ${target_version.shared}`.execute(trx)
  let unreadable = 0
  for (const { region } of regions) {
    const { rows } = await sql<TargetVersionRow>`select * from ${target_version.shared} where region = ${region} order by log_offset`.execute(trx)
    const versions = readable(rows, versionEvent)
    unreadable += rows.length - versions.length
    await recordNow(trx, nowRowsOf(versions))
  }
  return unreadable
}

/** Of the judgements that stand now and that the log no longer has: how many cannot be read whole. */
export const countLostJudgements = async (trx: Ledger, { assessment }: Twins): Promise<number> => {
  let lost = 0
  for (let after: AssessmentRow | undefined; ; ) {
    const rows = await keptJudgements(trx, assessment, after)
    if (rows.length === 0) return lost
    lost += rows.length - readable(rows, judgementOf).length
    after = rows.at(-1)
  }
}

const keyOf = (row: string): RawBuilder<unknown> => sql.join(JUDGEMENT_KEY.map((name) => sql.ref(`${row}.${name}`)))

/** The next of them. */
const keptJudgements = async (trx: Ledger, { shared, own }: Twin, after: AssessmentRow | undefined): Promise<readonly AssessmentRow[]> => {
  const further = after ? sql`(${keyOf('old')}) > (${sql.join(JUDGEMENT_KEY.map((name) => after[name]))})` : sql`true`
  const { rows } = await sql<AssessmentRow>`
    select old.* from ${shared} as old where ${further} and not exists (select 1 from ${own} as new where (${keyOf('new')}) = (${keyOf('old')}))
    and not exists (select 1 from ${shared} as later where ${isLater('later', 'old')}) order by ${keyOf('old')} limit ${sql.lit(ROWS)}`.execute(trx)
  return rows
}

/** Whether one judgement replaces another. */
const isLater = (one: string, other: string): RawBuilder<unknown> => sql`${isOfPeriod(one, other)} and (${placeOf(one)}) > (${placeOf(other)})`

const isOfPeriod = (one: string, other: string): RawBuilder<unknown> =>
  sql.join(
    (['region', 'year', 'target', 'period'] as const).map((name) => sql`${sql.ref(`${one}.${name}`)} = ${sql.ref(`${other}.${name}`)}`),
    sql` and `,
  )

const placeOf = (row: string): RawBuilder<unknown> => sql.join(['seq_offset', 'seq_ordinal'].map((name) => sql.ref(`${row}.${name}`)))

/** The log keeps the newest judgement of each period at least, and the new ledger has all of it: what says that it is newer than that is not honest. */
export const beatsTheLog = ({ assessment: { own } }: Twins): RawBuilder<unknown> =>
  sql`exists (select 1 from ${own} as known where ${isOfPeriod('known', 'is')}) and not exists (select 1 from ${own} as newer where ${isLater('newer', 'is')})`
