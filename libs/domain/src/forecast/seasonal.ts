import type { Course } from './course.ts'
import { medianOf, scratch } from './median.ts'

/** A factor below this would let one small month blow up the whole. */
const LEAST_FACTOR = 0.05

/**
 * How much of an average month each month of the year has (mean 1). Ratios to the centred 2×12 (2×4) moving mean, their median by month, and shrunk towards 1 by
 * the share of their spread that is noise, so that a series without seasons gets none (after Miller & Williams 2003).
 */
export function seasonalFactors(course: Course, n: number, factors: Float64Array): void {
  const { x, perYear } = course
  const half = perYear / 2
  const share = 0.5 / perYear
  counts.fill(0)
  let window = 0
  for (let at = 0; at < perYear; at++) window += x[at]!
  for (let at = half, month = half; at < n - half; at++, month = month + 1 < perYear ? month + 1 : 0) {
    const next = window - x[at - half]! + x[at + half]!
    const mean = (window + next) * share
    window = next
    if (mean > 0) note(month, x[at]! / mean)
  }
  shrink(factors, perYear)
}

// Ratios by month, at most eight of each.
const MOST = 9
const ratios = new Float64Array(12 * MOST)
const counts = new Uint8Array(12)

function note(month: number, ratio: number): void {
  ratios[month * MOST + counts[month]!++] = ratio
}

function shrink(factors: Float64Array, perYear: number): void {
  let sum = 0
  for (let month = 0; month < perYear; month++) {
    factors[month] = counts[month]! > 0 ? medianOf(scratch(ratios, month * MOST, counts[month]!), counts[month]!) : 1
    sum += factors[month]!
  }
  const mean = sum / perYear
  let spread = 0
  for (let month = 0; month < perYear; month++) {
    factors[month]! /= mean
    spread += (factors[month]! - 1) ** 2 / (perYear - 1)
  }
  const kept = Math.max(0, 1 - noise(perYear) / Math.max(spread, 1e-12))
  for (let month = 0; month < perYear; month++) factors[month] = Math.max(LEAST_FACTOR, 1 + (factors[month]! - 1) * kept)
}

/** The variance that a factor has by chance: that of a month's ratios from year to year, over their number. */
function noise(perYear: number): number {
  let squares = 0
  let freedom = 0
  let count = 0
  for (let month = 0; month < perYear; month++) {
    const of = counts[month]!
    count += of
    if (of < 2) continue
    squares += scatter(month * MOST, of)
    freedom += of - 1
  }
  return freedom === 0 || count === 0 ? 0 : squares / freedom / (count / perYear)
}

function scatter(from: number, count: number): number {
  let sum = 0
  for (let at = from; at < from + count; at++) sum += ratios[at]!
  let squares = 0
  for (let at = from; at < from + count; at++) squares += (ratios[at]! - sum / count) ** 2
  return squares
}
