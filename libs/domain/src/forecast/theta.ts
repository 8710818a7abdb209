import type { Course } from './course.ts'
import { seasonalFactors } from './seasonal.ts'
import { ALPHAS, createSmoothed, type Estimate, pool, smooth } from './smooth.ts'
import { createWeighing, spreadOf, weigh } from './weighing.ts'

// Room that is used anew by every forecast: nothing is allocated month by month.
const factors = new Float64Array(12)
const adjusted = new Float64Array(128)
const smoothed = createSmoothed()
const weighing = createWeighing()

const LIMIT = 2.5
/** A level never falls below this share of the mean. */
const LEAST_LEVEL = 0.02

/**
 * The rest of the year like the recent seasonally adjusted months, going on with half of the usual growth (after the Theta method, Assimakopoulos & Nikolopoulos
 * 2000). `growth` is the usual yearly growth, as a logarithm. The logarithm of the rest's sum; null where the months do not allow one.
 */
export function theta(course: Course, growth: number): Estimate | null {
  const { x, years, perYear, done } = course
  const n = years * perYear + done
  seasonalFactors(course, n, factors)
  let sum = 0
  for (let at = 0; at < n; at++) {
    adjusted[at] = x[at]! / factors[at % perYear]!
    sum += adjusted[at]!
  }
  const mean = sum / n
  if (!(mean > 0)) return null
  const roughness = steps(n)
  smooth(adjusted, { from: 0, to: n, limit: roughness > 0 ? LIMIT * roughness : Number.POSITIVE_INFINITY }, smoothed)
  weigh(weighing, factors, { from: done, to: perYear })
  const slope = slopeOf(n, mean)
  const ahead = momentOf(done, perYear)
  const restOf = (index: number): number => {
    const level = smoothed.level[index]!
    const drift = (0.5 * growth * trust(slope, { alpha: ALPHAS[index]!, squares: smoothed.squares[index]!, n })) / perYear
    return Math.max(LEAST_LEVEL * mean * weighing.sum, level * (weighing.sum + drift * ahead))
  }
  return pool(smoothed, {
    n: n - 1,
    logOf: (index) => Math.log(restOf(index)),
    varianceOf: (index, log) => ((smoothed.squares[index]! / (n - 1)) * spreadOf(weighing, ALPHAS[index]!)) / Math.exp(2 * log),
  })
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
function trust(slope: number, { alpha, squares, n }: { readonly alpha: number; readonly squares: number; readonly n: number }): number {
  const chance = (3 * alpha * alpha * squares) / (n * n)
  return (slope * slope) / (slope * slope + chance + 1e-300)
}
