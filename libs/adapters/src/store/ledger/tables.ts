/** A place in the log: of a fact itself. */
interface Placed {
  readonly log_partition: number
  readonly log_offset: number
}

/** A place in the log: of the fact that caused it. */
interface Sequenced {
  readonly seq_partition: number
  readonly seq_offset: number
  readonly seq_ordinal: number
}

export interface VintageRow extends Placed {
  readonly key: string
  readonly region: string
  readonly indicator: string
  readonly period: string
  readonly measure: string
  readonly coverage: string
  readonly value: number
  readonly unit: string
  readonly step: number
  readonly written: string
  readonly bound: string
  readonly published: string
  readonly published_basis: string
  readonly basis: string
  readonly source: string
  readonly done_on: string | null
  readonly reported_by: string | null
  readonly evidence: string | null
}

/** Everything but the place is null in the version that withdraws a target. */
export interface TargetVersionRow extends Placed {
  readonly target: string
  readonly region: string
  readonly year: number
  readonly name_zh: string | null
  readonly name_en: string | null
  readonly kind: string | null
  readonly lead_bureau: string | null
  readonly body: string | null
}

export interface CommandRow extends Placed {
  readonly id: string
  readonly target: string
  readonly kind: string
  readonly given_by: string
  readonly reason: string
  readonly until: string
}

/** What a judgement says in numbers. */
interface Judged {
  readonly as_of: string
  readonly light: string
  readonly outcome: string | null
  readonly overdue: number
  readonly p_miss: number | null
  readonly pace_due: number | null
  readonly done: number | null
  readonly share_of_pace: number | null
  readonly forecast: number | null
  readonly forecast_low: number | null
  readonly forecast_high: number | null
  readonly required_run_rate: number | null
  readonly required_per_month: number | null
}

/** A judgement as it was made. `period` is `-` where none of the year has been judged; `body` is JSON of what no column has. Rows are added and never changed, but for the words of the reason. */
export interface AssessmentRow extends Sequenced, Judged {
  readonly region: string
  readonly year: number
  readonly target: string
  readonly period: string
  readonly best_run_rate: number | null
  readonly rebased: number | null
  readonly pace_line: string
  readonly method: string
  readonly reason_code: string
  readonly reason_zh: string
  readonly reason_en: string
  readonly body: string
}

export interface AlertEventRow extends Sequenced {
  readonly id: string
  readonly target: string
  readonly region: string
  readonly year: number
  readonly kind: string
  readonly type: string
  readonly why: string
  readonly day: string
  readonly status: string
  readonly step: string
  readonly body: string
}

export interface DeliveryRow {
  readonly id: string
  readonly region: string
  readonly notice: string
  readonly attempt: number
  readonly channel: string
  readonly recipient: string
  readonly bureau: string
  readonly day: string
  readonly subject: string
  readonly covers: string
  readonly outcome: string
  readonly code: string
  readonly text: string
  readonly duration_ms: number
}

export interface DeliveryCoverRow {
  readonly delivery: string
  readonly alert_event: string
}

/** The newest version of a target; `withdrawn` is 1 once it is gone. */
export interface TargetRow extends Placed {
  readonly target: string
  readonly region: string
  readonly year: number
  readonly id: string
  readonly name_zh: string
  readonly name_en: string
  readonly kind: string
  readonly comparator: string | null
  readonly value: number | null
  readonly unit: string | null
  readonly value_expanded: number | null
  readonly unit_expanded: string | null
  readonly qualifier: string | null
  readonly firmness: string
  readonly indicator: string
  readonly lead_bureau: string
  readonly supporting: string
  readonly coverage: string
  readonly section: string | null
  readonly sentence: string | null
  readonly due: string | null
  readonly light_by: string
  readonly withdrawn: number
}

/** What is measured, as the registry says it; lists and rules are JSON. */
export interface IndicatorRow {
  readonly region: string
  readonly indicator: string
  readonly name_zh: string
  readonly name_en: string
  readonly unit: string
  readonly measures: string
  readonly coverage: string
  readonly publisher_by: string
  readonly publisher: string
  readonly release: string
  readonly release_basis: string
  readonly definition: string | null
}

export interface LedgerTables {
  readonly target: TargetRow
  readonly indicator: IndicatorRow
  readonly vintage: VintageRow
  readonly target_version: TargetVersionRow
  readonly command: CommandRow
  readonly assessment: AssessmentRow
  readonly alert_event: AlertEventRow
  readonly delivery: DeliveryRow
  readonly delivery_cover: DeliveryCoverRow
}
