import { chainLadder } from './chain-ladder.ts'
import type { Course } from './course.ts'
import { likeLastYear } from './last-year.ts'
import type { Estimate } from './smooth.ts'
import { theta } from './theta.ts'

/** What the rest of the year will bring: the logarithm's middle and spread. Student's t with 5 degrees of freedom. */
export interface Rest {
  readonly log: number
  readonly sd: number
}

const WEIGHT = { theta: 4, chainLadder: 1, lastYear: 2 }
/** Added to every variance before weighing, so that none is believed alone. */
const NEVER_CERTAIN = 0.003
/** Figures are published rounded, and revised a little. */
const FLOOR = 2e-5
/** Past years were missed by less than the three say together. With `LEAN`, seen on half of the public M1 monthly series and held against the other half. */
const SCALE = 0.7
/** Past years came out higher than foretold, by this part of a standard deviation. */
const LEAN = 0.1
const MOST_SKEW = 0.125
/** Beyond this, nothing is known anyway. */
const MOST = 1

/**
 * Three ways to see the rest of the year, weighed by their precision: like the recent seasonally adjusted months, in the usual proportion to what is done, and
 * like last year's at the recent growth. Where they differ, the spread is wider. Months are summed, so the middle goes by their mean and not by their median:
 * half of the variance is added. null where there is nothing to go by.
 */
export function blend(course: Course, growth: number): Rest | null {
  const recent = theta(course, growth)
  if (recent === null) return null
  const usual = chainLadder(course)
  const repeated = likeLastYear(course)
  mix.weights = 0
  mix.sum = 0
  mix.second = 0
  add(recent, WEIGHT.theta)
  if (usual) add({ log: usual.log, variance: (usual.variance + recent.variance) / 2 }, WEIGHT.chainLadder)
  if (repeated) add(repeated, WEIGHT.lastYear)
  const log = mix.sum / mix.weights
  const between = Math.max(0, mix.second / mix.weights - log * log)
  const variance = Math.min(MOST, SCALE * (FLOOR + recent.variance + between))
  const sd = Math.sqrt(variance)
  return { log: log + Math.min(variance / 2, MOST_SKEW) + LEAN * sd, sd }
}

const mix = { weights: 0, sum: 0, second: 0 }

function add({ log, variance }: Estimate, by: number): void {
  const weight = by / (variance + NEVER_CERTAIN)
  mix.weights += weight
  mix.sum += weight * log
  mix.second += weight * log * log
}
