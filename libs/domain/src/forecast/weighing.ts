/**
 * How errors of smoothing add up in a sum of coming months. An error of one month moves the level by alpha of it, and so all months after it: the variance of the
 * sum is `own + 2·alpha·cross + alpha²·later`, times the variance of one error.
 */
export interface Weighing {
  sum: number
  own: number
  cross: number
  later: number
}

export const createWeighing = (): Weighing => ({ sum: 0, own: 0, cross: 0, later: 0 })

/** Weights of the coming months: the values from `from` to before `to`. */
export function weigh(weighing: Weighing, values: Float64Array, { from, to }: { readonly from: number; readonly to: number }): void {
  let after = 0
  let own = 0
  let cross = 0
  let later = 0
  for (let at = to - 1; at >= from; at--) {
    const weight = values[at]!
    own += weight * weight
    cross += weight * after
    later += after * after
    after += weight
  }
  weighing.sum = after
  weighing.own = own
  weighing.cross = cross
  weighing.later = later
}

export const spreadOf = ({ own, cross, later }: Weighing, alpha: number): number => own + alpha * (2 * cross + alpha * later)
