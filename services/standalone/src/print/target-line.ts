import { type Alert, PRESET_NAMES, sayReason } from '@shixu/domain'
import type { TargetState } from '@shixu/pipeline'

/** One line of `shixu targets --json`. Other programs read it: keys and their order stay. Values in the target's expanded unit; per cent for growth and share. */
export const targetLine = ({ declared: { target }, assessment: a, overdue, alerts, silence }: TargetState) => ({
  target: target.id,
  region: target.region,
  year: target.year,
  period: a?.period ?? null,
  light: a?.light ?? 'grey',
  overdue,
  outcome: a?.outcome ?? null,
  p_miss: a?.pMiss ?? null,
  pace_due: a?.paceDue ?? null,
  done: a?.done ?? null,
  share_of_pace: a?.shareOfPace ?? null,
  forecast: a?.forecast ?? null,
  forecast_low: a?.forecastLow ?? null,
  forecast_high: a?.forecastHigh ?? null,
  required_run_rate: a?.requiredRunRate ?? null,
  method: a?.method ?? 'none',
  reason_code: a?.reason.code ?? null,
  reason_zh: a === null ? null : sayReason(a.reason).zh,
  presets: Object.fromEntries(PRESET_NAMES.map((name) => [name, a?.presets[name].light ?? null])),
  alerts: alerts.map(alertLine),
  silenced_until: silence?.until ?? null,
})

const alertLine = ({ kind, status, since, readings, step, acknowledged, silencedUntil, outcome }: Alert) => ({
  kind,
  status,
  since,
  readings,
  step,
  acknowledged_until: acknowledged?.until ?? null,
  silenced_until: silencedUntil,
  outcome,
})
