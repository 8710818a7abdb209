import type { Course } from './course.ts'
import { seasonalFactors } from './seasonal.ts'
import { ALPHAS, createSmoothed, type Estimate, pool, smooth } from './smooth.ts'
import { createWeighing, spreadOf, weigh } from './weighing.ts'

// Room that is used anew by every forecast: nothing is allocated month by month.
const factors = new Float64Array(12)
const adjusted = new Float64Array(128)
const smoothed = createSmoothed()
const weighing = createWeighing()

/** An error beyond so many mean steps from month to month is an odd month. */
const LIMIT = 3
/** How much of the usual growth goes on. */
const DRIFT = 0.75
/** A level never falls below this share of the mean. */
const LEAST_LEVEL = 0.02

/**
 * The rest of the year like the recent seasonally adjusted months, going on with most of the usual growth (after the Theta method, Assimakopoulos & Nikolopoulos
 * 2000). `growth` is the usual yearly growth, as a logarithm. The logarithm of the rest's sum; null where the months do not allow one.
 */
export function theta(course: Course, growth: number): Estimate | null {
  const { x, years, perYear, done } = course
  const n = years * perYear + done
  seasonalFactors(course, n, factors)
  let sum = 0
  for (let at = 0, month = 0; at < n; at++, month = month + 1 < perYear ? month + 1 : 0) {
    adjusted[at] = x[at]! / factors[month]!
    sum += adjusted[at]!
  }
  const mean = sum / n
  if (!(mean > 0)) return null
  const roughness = steps(n)
  smooth(adjusted, { from: 0, to: n, limit: roughness > 0 ? LIMIT * roughness : Number.POSITIVE_INFINITY }, smoothed)
  weigh(weighing, factors, { from: done, to: perYear })
  estimate({ n, mean, growth: growth / perYear, ahead: momentOf(done, perYear) })
  return pool(smoothed, n - 1)
}

/** What each smoothing constant says of the rest. `growth` is that of one month, `ahead` how far ahead the months are, by weight. */
function estimate({ n, mean, growth, ahead }: { readonly n: number; readonly mean: number; readonly growth: number; readonly ahead: number }): void {
  const { level, squares, log, variance } = smoothed
  const slope = slopeOf(n, mean)
  for (let index = 0; index < ALPHAS.length; index++) {
    const alpha = ALPHAS[index]!
    const drift = DRIFT * growth * trust(slope, (alpha * alpha * squares[index]!) / (n * n))
    const rest = Math.max(LEAST_LEVEL * mean * weighing.sum, level[index]! * (weighing.sum + drift * ahead))
    log[index] = Math.log(rest)
    variance[index] = ((squares[index]! / (n - 1)) * spreadOf(weighing, alpha)) / (rest * rest)
  }
}

/** Mean absolute step from month to month. */
function steps(n: number): number {
  let sum = 0
  for (let at = 1; at < n; at++) sum += Math.abs(adjusted[at]! - adjusted[at - 1]!)
  return sum / (n - 1)
}

/** Slope of the least-squares line through the adjusted months. */
function slopeOf(n: number, mean: number): number {
  const middle = (n - 1) / 2
  let product = 0
  for (let at = 0; at < n; at++) product += (at - middle) * (adjusted[at]! - mean)
  return (product * 12) / (n * (n * n - 1))
}

/** The coming months' factors, each times how far ahead it is. */
function momentOf(done: number, perYear: number): number {
  let moment = 0
  for (let month = done; month < perYear; month++) moment += factors[month]! * (month - done + 1)
  return moment
}

/** How far the trend is to be believed, 0 to 1: against the slope that a walk with such steps shows by chance. */
const trust = (slope: number, chance: number): number => (slope * slope) / (slope * slope + 3 * chance + 1e-300)
