import type { Course } from './course.ts'
import { medianOf } from './median.ts'
import type { Estimate } from './smooth.ts'

const logs = new Float64Array(16)

/**
 * The rest of the year in its usual proportion to what is done (chain ladder, Mack 1993; the median of the years' proportions instead of their mean). The
 * logarithm of the rest's sum, with the variance of a year's proportion; null where the years do not allow one.
 */
export function chainLadder({ x, years, perYear, done }: Course): Estimate | null {
  const soFar = sumOf(x, years * perYear, done)
  if (!(soFar > 0)) return null
  let count = 0
  let sum = 0
  for (let year = 0; year < years; year++) {
    const log = Math.log(sumOf(x, year * perYear + done, perYear - done) / sumOf(x, year * perYear, done))
    if (!Number.isFinite(log)) continue
    logs[count++] = log
    sum += log
  }
  if (count === 0) return null
  let squares = 0
  for (let at = 0; at < count; at++) squares += (logs[at]! - sum / count) ** 2
  return { log: Math.log(soFar) + medianOf(logs, count), variance: squares / Math.max(1, count - 1) }
}

export function sumOf(values: Float64Array, from: number, count: number): number {
  let sum = 0
  for (let at = from; at < from + count; at++) sum += values[at]!
  return sum
}
