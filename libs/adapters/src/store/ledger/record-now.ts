import type { Event } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import { type Kysely, sql } from 'kysely'
import { putRows } from '../put-rows.ts'
import { indicatorRow, targetRow } from './now-rows.ts'
import { partsOf } from './parts.ts'
import type { IndicatorRow, LedgerTables, TargetRow } from './tables.ts'

type Ledger = Kysely<LedgerTables>

/** What a batch of the log changes of what stands now. A withdrawal of a target that the batch does not declare is a change of a row that is there, or of none. */
export interface NowRows {
  readonly targets: readonly TargetRow[]
  readonly indicators: readonly IndicatorRow[]
  readonly withdrawn: readonly { readonly target: string; readonly log_offset: number }[]
}

/** Keeps the newest of each, whatever the order. */
export const nowRowsOf = (records: readonly Recorded[]): NowRows => {
  const targets = new Map<string, Recorded>()
  for (const record of records) {
    const { event } = record
    if (event?.type === 'target-declared' && record.offset > (targets.get(event.key)?.offset ?? -1)) targets.set(event.key, record)
  }
  const declared = [...targets.values()].map((record) => versionOf(record, records))
  return {
    targets: declared.flatMap((version) => ('row' in version ? [version.row] : [])),
    indicators: declared.flatMap((version) => ('indicator' in version ? [version.indicator] : [])),
    withdrawn: declared.flatMap((version) => ('gone' in version ? [version.gone] : [])),
  }
}

type Declared = Extract<Event, { type: 'target-declared' }>

const versionOf = ({ event, partition, offset }: Recorded, records: readonly Recorded[]) => {
  const { key, data } = event as Declared
  const place = { log_partition: partition, log_offset: offset }
  if (data !== null) return { row: targetRow(data, place), indicator: indicatorRow(data.target.region, data.indicator) }
  const before = records.findLast((each) => each.event?.key === key && each.event.type === 'target-declared' && each.event.data !== null)?.event as
    | Declared
    | undefined
  if (before?.data) return { row: { ...targetRow(before.data, place), withdrawn: 1 } }
  return { gone: { target: key.slice('target/'.length), log_offset: offset } }
}

/** Writes what stands now, in the caller's transaction. What is older than what is there changes nothing. */
export const recordNow = async (trx: Ledger, { targets, indicators, withdrawn }: NowRows): Promise<void> => {
  // The registry's own files say it better, and are remembered apart.
  await putRows(trx, 'indicator', { rows: indicators, onConflict: 'keep' })
  await putRows(trx, 'target', { rows: targets, onConflict: { key: ['region', 'year', 'target'], where: sql`excluded.log_offset > target.log_offset` } })
  for (const { target, log_offset } of withdrawn)
    await trx
      .updateTable('target')
      .set({ withdrawn: 1, log_offset })
      .where(({ and }) => and(partsOf(target)))
      .where('log_offset', '<', log_offset)
      .execute()
}
