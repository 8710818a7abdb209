import type { Recorded } from '@shixu/pipeline/ports'
import { type Kysely, sql } from 'kysely'
import { NO_PERIOD } from '../now-rows.ts'
import { judgementEvent, versionEvent } from '../rebuild.ts'
import { nowRowsOf, recordNow } from '../record-now.ts'
import type { LedgerTables, TargetVersionRow } from '../tables.ts'
import type { Twins } from './twins.ts'

type Ledger = Kysely<LedgerTables>

const ROWS = 2_000

/** What cannot be read and is no longer in the log cannot be made good. */
const readable = <Row>(rows: readonly Row[], read: (row: Row) => Recorded): readonly Recorded[] =>
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

/** Puts into the new ledger what stands now by judgements that the log no longer has, where nothing newer stands. Says how many of them cannot be read. */
export const carryJudgements = async (trx: Ledger, { assessment, assessment_now }: Twins): Promise<number> => {
  let unreadable = 0
  for (let after = ''; ; ) {
    const { rows } = await sql<{ id: string; body: string }>`
      select old.id, old.body from ${assessment.shared} as old
      where old.id > ${after} and not exists (select 1 from ${assessment.own} as new where new.id = old.id) and not exists (
        select 1 from ${assessment_now.own} as now where now.region = old.region and now.year = old.year and now.target = old.target
        and now.period = coalesce(old.period, ${sql.lit(NO_PERIOD)}) and (now.seq_offset, now.seq_ordinal) >= (old.seq_offset, old.seq_ordinal)
      ) order by old.id limit ${sql.lit(ROWS)}`.execute(trx)
    if (rows.length === 0) return unreadable
    const judgements = readable(rows, ({ body }) => judgementEvent(body))
    unreadable += rows.length - judgements.length
    await recordNow(trx, nowRowsOf(judgements))
    after = rows.at(-1)!.id
  }
}
