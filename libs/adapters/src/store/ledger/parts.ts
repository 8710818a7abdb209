import { type Assessment, regionOf, type TargetKey, yearOf } from '@shixu/domain'
import type { Judged } from './tables.ts'

/** `420100/2024/foreign-trade` → region and year. */
export const partsOf = (target: TargetKey) => ({ target, region: regionOf(target), year: yearOf(target.slice(target.indexOf('/') + 1)) })

/** The numbers of a judgement, which the history and what stands now have in common. */
export const judgedOf = (assessment: Assessment, overdue: boolean): Judged => ({
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
})
