/** Smoothing constants that are tried; the result is a mean over all of them, weighted by how well each would have foretold the past. */
export const ALPHAS = [0.05, 0.15, 0.3, 0.5, 0.8] as const

/** Level at the end and sum of squared one-step errors, for each of `ALPHAS`. */
export interface Smoothed {
  readonly level: Float64Array
  readonly squares: Float64Array
}

export const createSmoothed = (): Smoothed => ({ level: new Float64Array(ALPHAS.length), squares: new Float64Array(ALPHAS.length) })

/**
 * Simple exponential smoothing of the values from `from` to before `to`. An error beyond `limit` moves the level no further than the limit would and counts
 * linearly (Huber), so that one odd month does not carry the year.
 */
export function smooth(values: Float64Array, { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number }, out: Smoothed): void {
  for (let index = 0; index < ALPHAS.length; index++) {
    const alpha = ALPHAS[index]!
    let level = values[from]!
    let squares = 0
    for (let at = from + 1; at < to; at++) {
      const error = values[at]! - level
      const step = error > limit ? limit : error < -limit ? -limit : error
      squares += error * step
      level += alpha * step
    }
    out.level[index] = level
    out.squares[index] = squares
  }
}

/** An estimate of a logarithm and its variance. */
export interface Estimate {
  readonly log: number
  readonly variance: number
}

/**
 * One estimate from one per smoothing constant, weighted by likelihood: squares^(-n/4), half of the exponent of independent errors since they are not quite that.
 * The variance is that within and between them.
 */
export function pool(
  { squares }: Smoothed,
  { n, logOf, varianceOf }: { readonly n: number; readonly logOf: (index: number) => number; readonly varianceOf: (index: number, log: number) => number },
): Estimate {
  let least = Number.POSITIVE_INFINITY
  for (let index = 0; index < ALPHAS.length; index++) least = Math.min(least, squares[index]!)
  least = Math.max(least, 1e-300)
  let weights = 0
  let sum = 0
  let second = 0
  for (let index = 0; index < ALPHAS.length; index++) {
    const weight = (Math.max(squares[index]!, 1e-300) / least) ** (-n / 4)
    const log = logOf(index)
    weights += weight
    sum += weight * log
    second += weight * (varianceOf(index, log) + log * log)
  }
  const log = sum / weights
  return { log, variance: Math.max(0, second / weights - log * log) }
}
