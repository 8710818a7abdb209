import { type Column, exactly, MONTHS, THIS_YEAR } from '../series/column.ts'

/** Which share of a year was usually done by a month, and how that is known. */
export interface UsualShare {
  readonly share: number
  readonly line: 'last-year-share' | 'mean-share'
}

const AT_MOST_YEARS = 5
const AT_LEAST_FOR_A_MEAN = 3

/** The mean share of three to five years, or last year's; null where neither is known. `month` is 1 to 12. */
export function usualShare(level: Column, month: number): UsualShare | null {
  let sum = 0
  let count = 0
  for (let back = 1; back <= AT_MOST_YEARS; back++) {
    const share = shareOf(level, month, back)
    if (Number.isNaN(share)) continue
    sum += share
    count++
  }
  if (count >= AT_LEAST_FOR_A_MEAN) return { share: sum / count, line: 'mean-share' }
  const last = shareOf(level, month, 1)
  return Number.isNaN(last) ? null : { share: last, line: 'last-year-share' }
}

/** The share of a past year that was done by a month; NaN where it is not known. */
function shareOf(level: Column, month: number, back: number): number {
  const total = exactly(level, MONTHS - 1 - back * 12)
  return total > 0 ? exactly(level, THIS_YEAR - back * 12 + month - 1) / total : Number.NaN
}
