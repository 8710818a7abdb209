import type { Assessment } from '../assessment.ts'
import { NO_PRESETS } from '../light/presets.ts'

/** What an assessment holds where nothing is known. */
export const NOTHING = {
  period: null,
  light: 'grey',
  outcome: null,
  pMiss: null,
  paceDue: null,
  done: null,
  shareOfPace: null,
  forecast: null,
  forecastLow: null,
  forecastHigh: null,
  requiredRunRate: null,
  requiredPerMonth: null,
  bestRunRate: null,
  paceLine: 'none',
  method: 'none',
  rebased: null,
  presets: NO_PRESETS.grey,
  inputs: [],
} as const satisfies Partial<Assessment>
