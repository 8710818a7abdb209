import { type Assessment, sayReason, type TargetAssessed } from '@shixu/domain'
import type { CellType } from '../copy/copy-bytes.ts'
import { partsOf } from './parts.ts'
import type { AssessmentRow } from './tables.ts'

/** No period of the year has been judged yet. It sorts before every period. */
export const NO_PERIOD = '-'

/** How PostgreSQL holds each column of a judgement. */
export const JUDGEMENT_CELLS: { readonly [C in keyof AssessmentRow]: CellType } = {
  region: 'text',
  year: 'int4',
  target: 'text',
  period: 'text',
  seq_offset: 'int8',
  seq_ordinal: 'int4',
  seq_partition: 'int4',
  as_of: 'text',
  light: 'text',
  outcome: 'text',
  overdue: 'int4',
  p_miss: 'float8',
  pace_due: 'float8',
  done: 'float8',
  share_of_pace: 'float8',
  forecast: 'float8',
  forecast_low: 'float8',
  forecast_high: 'float8',
  required_run_rate: 'float8',
  required_per_month: 'float8',
  best_run_rate: 'float8',
  rebased: 'float8',
  pace_line: 'text',
  method: 'text',
  reason_code: 'text',
  reason_zh: 'text',
  reason_en: 'text',
  body: 'text',
}

/** What no column has of a judgement. */
interface Rest extends Pick<Assessment, 'presets' | 'inputs'> {
  readonly params: Assessment['reason']['params']
}

/** A judgement as a row, with its reason in words, for those who only read SQL. */
export const judgementRow = ({ assessment, overdue, sequence }: TargetAssessed): AssessmentRow => {
  const { reason, presets, inputs } = assessment
  const said = sayReason(reason)
  const rest: Rest = { presets, params: reason.params, inputs }
  return {
    ...partsOf(assessment.target),
    period: assessment.period ?? NO_PERIOD,
    seq_partition: sequence[0],
    seq_offset: sequence[1],
    seq_ordinal: sequence[2],
    as_of: assessment.asOf,
    light: assessment.light,
    outcome: assessment.outcome,
    overdue: overdue ? 1 : 0,
    p_miss: assessment.pMiss,
    pace_due: assessment.paceDue,
    done: assessment.done,
    share_of_pace: assessment.shareOfPace,
    forecast: assessment.forecast,
    forecast_low: assessment.forecastLow,
    forecast_high: assessment.forecastHigh,
    required_run_rate: assessment.requiredRunRate,
    required_per_month: assessment.requiredPerMonth,
    best_run_rate: assessment.bestRunRate,
    rebased: assessment.rebased,
    pace_line: assessment.paceLine,
    method: assessment.method,
    reason_code: reason.code,
    reason_zh: said.zh,
    reason_en: said.en,
    body: JSON.stringify(rest),
  }
}

/** The judgement that a row was made of. */
export const judgementOf = (row: AssessmentRow): TargetAssessed => ({
  assessment: assessmentOf(row),
  overdue: row.overdue === 1,
  sequence: [row.seq_partition, row.seq_offset, row.seq_ordinal],
})

const assessmentOf = (row: AssessmentRow): Assessment => {
  const { presets, params, inputs } = JSON.parse(row.body) as Rest
  return {
    target: row.target,
    period: row.period === NO_PERIOD ? null : row.period,
    asOf: row.as_of,
    light: row.light as Assessment['light'],
    outcome: row.outcome as Assessment['outcome'],
    pMiss: row.p_miss,
    paceDue: row.pace_due,
    done: row.done,
    shareOfPace: row.share_of_pace,
    forecast: row.forecast,
    forecastLow: row.forecast_low,
    forecastHigh: row.forecast_high,
    requiredRunRate: row.required_run_rate,
    requiredPerMonth: row.required_per_month,
    bestRunRate: row.best_run_rate,
    paceLine: row.pace_line as Assessment['paceLine'],
    method: row.method as Assessment['method'],
    rebased: row.rebased,
    presets,
    reason: { code: row.reason_code as Assessment['reason']['code'], params },
    inputs,
  }
}
