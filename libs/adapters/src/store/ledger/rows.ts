import type { AlertEvent, Command, Delivery, Event, Observation, Sequence } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import { judgementRow } from './judgement-row.ts'
import { partsOf } from './parts.ts'
import type { AlertEventRow, CommandRow, DeliveryCoverRow, DeliveryRow, LedgerTables, TargetVersionRow, VintageRow } from './tables.ts'

/** Rows by table, in the order of the log. */
export type LedgerRows = { readonly [T in keyof Omit<LedgerTables, 'target' | 'indicator'>]: LedgerTables[T][] }

type Readable = Recorded & { readonly event: Event }

/** What a batch of the log puts into the ledger. What cannot be read, days, and dead letters put in nothing; a tombstone takes nothing away. */
export const rowsOf = (records: readonly Recorded[]): LedgerRows => {
  const rows: LedgerRows = { vintage: [], target_version: [], command: [], assessment: [], alert_event: [], delivery: [], delivery_cover: [] }
  for (const record of records) if (record.event !== null) collect(rows, record as Readable)
  return rows
}

const collect = (rows: LedgerRows, record: Readable): void => {
  const { event } = record
  if (event.type === 'target-declared') rows.target_version.push(targetVersionRow(record, event))
  if (event.data === null) return
  if (event.type === 'observation-published') rows.vintage.push(vintageRow(record, event.data))
  if (event.type === 'command-given') rows.command.push(commandRow(record, event.data))
  if (event.type === 'target-assessed') rows.assessment.push(judgementRow(event.data))
  if (event.type === 'alert-changed') rows.alert_event.push(alertEventRow(event.id, event.data))
  if (event.type === 'delivery-recorded') {
    rows.delivery.push(deliveryRow(event, event.data))
    rows.delivery_cover.push(...coverRows(event.id, event.data))
  }
}

const placeOf = ({ partition, offset }: Recorded) => ({ log_partition: partition, log_offset: offset })
const sequenceOf = ([partition, offset, ordinal]: Sequence) => ({ seq_partition: partition, seq_offset: offset, seq_ordinal: ordinal })

const targetVersionRow = (record: Readable, { key, data }: Extract<Event, { type: 'target-declared' }>): TargetVersionRow => ({
  ...partsOf(key.slice('target/'.length)),
  name_zh: data?.target.nameZh ?? null,
  name_en: data?.target.nameEn ?? null,
  kind: data?.target.kind ?? null,
  lead_bureau: data?.target.lead.bureau ?? null,
  body: data === null ? null : JSON.stringify(data),
  ...placeOf(record),
})

const vintageRow = (record: Readable, data: Observation): VintageRow => ({
  key: record.event.key,
  region: data.region,
  indicator: data.indicator,
  period: data.period,
  measure: data.measure,
  coverage: data.coverage,
  value: data.value,
  unit: data.unit,
  step: data.step,
  written: data.written,
  bound: data.bound,
  published: data.published,
  published_basis: data.publishedBasis,
  basis: data.basis,
  source: data.source,
  done_on: data.doneOn ?? null,
  reported_by: data.reportedBy ?? null,
  evidence: data.evidence ?? null,
  ...placeOf(record),
})

const commandRow = (record: Readable, { id, target, kind, by, reason, until }: Command): CommandRow => ({
  id,
  target,
  kind,
  given_by: by,
  reason,
  until,
  ...placeOf(record),
})

const alertEventRow = (id: string, data: AlertEvent): AlertEventRow => ({
  id,
  ...partsOf(data.alert.target),
  kind: data.alert.kind,
  type: data.type,
  why: data.why,
  day: data.day,
  status: data.alert.status,
  step: data.alert.step,
  body: JSON.stringify(data),
  ...sequenceOf(data.sequence),
})

const deliveryRow = ({ id, region }: Event, data: Delivery): DeliveryRow => ({
  id,
  region,
  notice: data.notice,
  attempt: data.attempt,
  channel: data.channel,
  recipient: data.recipient,
  bureau: data.bureau,
  day: data.day,
  subject: data.subject,
  covers: JSON.stringify(data.covers),
  outcome: data.outcome,
  code: data.code,
  text: data.text,
  duration_ms: data.durationMs,
})

const coverRows = (delivery: string, data: Delivery): DeliveryCoverRow[] => data.covers.map((covered) => ({ delivery, alert_event: covered }))
