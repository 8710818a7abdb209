/** Smoothing constants that are tried; the result is a mean over all of them, weighted by how well each would have foretold the past. */
export const ALPHAS = [0.1, 0.25, 0.5, 0.8] as const
const [SLOWEST, SLOW, FAST, FASTEST] = ALPHAS

/** For each of `ALPHAS`: the level at the end, the sum of squared one-step errors, and the estimate that follows, with its variance. */
export interface Smoothed {
  readonly level: Float64Array
  readonly squares: Float64Array
  readonly log: Float64Array
  readonly variance: Float64Array
}

const room = (): Float64Array => new Float64Array(ALPHAS.length)

export const createSmoothed = (): Smoothed => ({ level: room(), squares: room(), log: room(), variance: room() })

/**
 * Simple exponential smoothing of the values from `from` to before `to`. An error beyond `limit` moves the level no further than the limit would and counts
 * linearly (Huber), so that one odd month does not carry the year. The constants go side by side: each step waits for the one before it, and a processor does the
 * other three meanwhile.
 */
export function smooth(values: Float64Array, { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number }, out: Smoothed): void {
  let a = values[from]!
  let b = a
  let c = a
  let d = a
  let aa = 0
  let bb = 0
  let cc = 0
  let dd = 0
  for (let at = from + 1; at < to; at++) {
    const value = values[at]!
    const stepA = clip(value - a, limit)
    const stepB = clip(value - b, limit)
    const stepC = clip(value - c, limit)
    const stepD = clip(value - d, limit)
    aa += (value - a) * stepA
    bb += (value - b) * stepB
    cc += (value - c) * stepC
    dd += (value - d) * stepD
    a += SLOWEST * stepA
    b += SLOW * stepB
    c += FAST * stepC
    d += FASTEST * stepD
  }
  put(out.level, 0, a)
  put(out.level, 1, b)
  put(out.level, 2, c)
  put(out.level, 3, d)
  put(out.squares, 0, aa)
  put(out.squares, 1, bb)
  put(out.squares, 2, cc)
  put(out.squares, 3, dd)
}

const put = (out: Float64Array, index: number, value: number): void => {
  out[index] = value
}

const clip = (error: number, limit: number): number => (error > limit ? limit : error < -limit ? -limit : error)

/** An estimate of a logarithm and its variance. */
export interface Estimate {
  readonly log: number
  readonly variance: number
}

const TINY = 1e-300

/**
 * One estimate from one per smoothing constant, weighted by likelihood: squares^(-n/8), a quarter of the exponent of independent errors since they are not quite that.
 * The variance is that within and between them.
 */
export function pool({ squares, log, variance }: Smoothed, errors: number): Estimate {
  let least = squares[0]!
  for (let index = 1; index < ALPHAS.length; index++) if (squares[index]! < least) least = squares[index]!
  const scale = Math.log(Math.max(least, TINY))
  let weights = 0
  let sum = 0
  let second = 0
  for (let index = 0; index < ALPHAS.length; index++) {
    const weight = Math.exp((-errors / 8) * (Math.log(Math.max(squares[index]!, TINY)) - scale))
    weights += weight
    sum += weight * log[index]!
    second += weight * (variance[index]! + log[index]! * log[index]!)
  }
  const mean = sum / weights
  return { log: mean, variance: Math.max(0, second / weights - mean * mean) }
}
