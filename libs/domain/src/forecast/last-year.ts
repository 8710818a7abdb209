import { sumOf } from './chain-ladder.ts'
import type { Course } from './course.ts'
import { ALPHAS, createSmoothed, type Estimate, pool, smooth } from './smooth.ts'
import { createWeighing, spreadOf, weigh } from './weighing.ts'

const growths = new Float64Array(128)
const smoothed = createSmoothed()
const weighing = createWeighing()

/**
 * Growth over the same month a year before, as the difference over the mean of both: like the difference of logarithms where it is small, and within ±2 where one
 * of the two is nothing.
 */
const growthOf = (now: number, before: number): number => (now + before > 0 ? Math.max(-MOST, Math.min(MOST, (2 * (now - before)) / (now + before))) : 0)
const MOST = 1.9

/** The ratio that such a growth means, as a logarithm. */
const logOf = (growth: number): number => Math.log((2 + growth) / (2 - growth))

/** The same rest of last year, times the recent growth over the same months a year before. The logarithm of the rest's sum; null where last year had none. */
export function likeLastYear({ x, years, perYear, done }: Course): Estimate | null {
  const n = years * perYear + done
  const rest = sumOf(x, n - perYear, perYear - done)
  if (!(rest > 0)) return null
  for (let at = perYear; at < n; at++) growths[at] = growthOf(x[at]!, x[at - perYear]!)
  smooth(growths, { from: perYear, to: n, limit: Number.POSITIVE_INFINITY }, smoothed)
  weigh(weighing, x, { from: n - perYear, to: n - done })
  const errors = n - perYear - 1
  const { level, squares, log, variance } = smoothed
  const logOfRest = Math.log(rest)
  for (let index = 0; index < ALPHAS.length; index++) {
    log[index] = logOfRest + logOf(level[index]!)
    variance[index] = ((squares[index]! / errors) * spreadOf(weighing, ALPHAS[index]!)) / (rest * rest)
  }
  return pool(smoothed, errors)
}
