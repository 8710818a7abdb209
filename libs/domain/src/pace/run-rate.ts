import { type Column, exactly, MONTHS, THIS_YEAR, YEARS } from '../series/column.ts'
import type { Basis } from './rebase.ts'

/** The rest of the year against the same rest of earlier years. Growth as a ratio: 0.31 is 31 % more. */
export interface RunRate {
  readonly required: number | null
  readonly best: number | null
}

/** What is left of a past year after a month (1 to 12), on the basis of the year before the target's; NaN where it is not known. */
export function restOf(level: Column, basis: Basis, { month, back }: { readonly month: number; readonly back: number }): number {
  const year = YEARS - 1 - back
  return (exactly(level, MONTHS - 1 - back * 12) - exactly(level, THIS_YEAR - back * 12 + month - 1)) * (basis.ofYear[year] ?? Number.NaN)
}

/** Growth that `missing` asks of the rest of the year, and the best that it has ever had. null where it is not known or nothing is missing. */
export function runRate(level: Column, basis: Basis, { month, missing }: { readonly month: number; readonly missing: number }): RunRate {
  const last = restOf(level, basis, { month, back: 1 }) * basis.thisYear[month - 1]!
  return { required: last > 0 && missing > 0 ? missing / last - 1 : null, best: bestRate(level, basis, month) }
}

function bestRate(level: Column, basis: Basis, month: number): number | null {
  let best: number | null = null
  let later = restOf(level, basis, { month, back: 1 })
  for (let back = 2; back < YEARS; back++) {
    const earlier = restOf(level, basis, { month, back })
    if (earlier > 0 && later > 0 && (best === null || later / earlier - 1 > best)) best = later / earlier - 1
    later = earlier
  }
  return best
}
