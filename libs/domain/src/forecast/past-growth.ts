import type { Basis } from '../pace/rebase.ts'
import { type Column, exactly, YEARS } from '../series/column.ts'
import { medianOf } from './median.ts'

/** Growth of past whole years, in per cent. */
export interface PastGrowth {
  readonly count: number
  /** NaN where `count` is 0. */
  readonly median: number
  /** Standard deviation, at least 1 point. */
  readonly spread: number
}

const growths = new Float64Array(16)
const LEAST_SPREAD = 1

/** Published growth of the whole year, else that of the levels, on one basis. */
export function pastGrowth({ level, growth }: { readonly level: Column; readonly growth: Column }, basis: Basis): PastGrowth {
  let count = 0
  let sum = 0
  for (let year = 0; year < YEARS - 1; year++) {
    const december = year * 12 + 11
    const published = exactly(growth, december)
    const grown = Number.isNaN(published) ? 100 * (ratio(level, basis, year) - 1) : published
    if (!Number.isFinite(grown)) continue
    growths[count++] = grown
    sum += grown
  }
  let squares = 0
  for (let at = 0; at < count; at++) squares += (growths[at]! - sum / count) ** 2
  return { count, median: medianOf(growths, count), spread: Math.max(LEAST_SPREAD, Math.sqrt(squares / Math.max(1, count - 1))) }
}

function ratio(level: Column, basis: Basis, year: number): number {
  if (year === 0) return Number.NaN
  const before = exactly(level, year * 12 - 1) * basis.ofYear[year - 1]!
  return before > 0 ? (exactly(level, year * 12 + 11) * basis.ofYear[year]!) / before : Number.NaN
}
