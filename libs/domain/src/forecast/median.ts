const room = new Float64Array(16)

/** A copy of `count` values from `from` on that may be sorted. At most 16. */
export const scratch = (values: Float64Array, from: number, count: number): Float64Array => {
  for (let at = 0; at < count; at++) room[at] = values[from + at]!
  return room
}

/** The median of the first `count` values, which it sorts. NaN of none. */
export function medianOf(values: Float64Array, count: number): number {
  for (let at = 1; at < count; at++) {
    const value = values[at]!
    let to = at
    while (to > 0 && values[to - 1]! > value) {
      values[to] = values[to - 1]!
      to--
    }
    values[to] = value
  }
  return count === 0 ? Number.NaN : (values[(count - 1) >> 1]! + values[count >> 1]!) / 2
}
