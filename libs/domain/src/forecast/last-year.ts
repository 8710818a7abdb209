import { sumOf } from './chain-ladder.ts'
import type { Course } from './course.ts'
import { ALPHAS, createSmoothed, type Estimate, pool, smooth } from './smooth.ts'
import { createWeighing, spreadOf, weigh } from './weighing.ts'

const logs = new Float64Array(128)
const growths = new Float64Array(128)
const smoothed = createSmoothed()
const weighing = createWeighing()

/** What is smaller than this share of a mean month is taken for it: growth from next to nothing says nothing. */
const LEAST = 0.02

/** The same rest of last year, times the recent growth over the same months a year before. The logarithm of the rest's sum; null where last year had none. */
export function likeLastYear({ x, years, perYear, done }: Course): Estimate | null {
  const n = years * perYear + done
  const rest = sumOf(x, n - perYear, perYear - done)
  const least = (LEAST * sumOf(x, 0, n)) / n
  if (!(rest > 0 && least > 0)) return null
  for (let at = 0; at < n; at++) logs[at] = Math.log(Math.max(x[at]!, least))
  for (let at = perYear; at < n; at++) growths[at] = logs[at]! - logs[at - perYear]!
  smooth(growths, { from: perYear, to: n, limit: Number.POSITIVE_INFINITY }, smoothed)
  weigh(weighing, x, { from: n - perYear, to: n - done })
  const errors = n - perYear - 1
  return pool(smoothed, {
    n: errors,
    logOf: (index) => Math.log(rest) + smoothed.level[index]!,
    varianceOf: (index) => ((smoothed.squares[index]! / errors) * spreadOf(weighing, ALPHAS[index]!)) / (rest * rest),
  })
}
