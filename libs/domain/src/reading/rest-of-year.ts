import { runRate } from '../pace/run-rate.ts'
import type { Known } from './known.ts'
import type { Reading } from './reading.ts'

/** What the months that are left have to bring. `missing` is what the goal still needs, on this year's basis; NaN where no levels are known. */
export function restOfYear(
  { figures, basis }: Known,
  { month, missing }: { readonly month: number; readonly missing: number },
): Pick<Reading, 'requiredRunRate' | 'requiredPerMonth' | 'bestRunRate'> {
  if (month === 12 || !(missing > 0)) return { requiredRunRate: null, requiredPerMonth: null, bestRunRate: null }
  const { required, best } = runRate(figures.level, basis, { month, missing })
  return { requiredRunRate: required, requiredPerMonth: missing / (12 - month), bestRunRate: best }
}

/** The factor on last year's levels by the figures up to a month; null where it is 1. */
export const rebasedAt = ({ basis }: Known, month: number): number | null => {
  const factor = basis.thisYear[month - 1]!
  return factor === 1 ? null : factor
}
