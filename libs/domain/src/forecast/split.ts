import { type Column, exactly, THIS_YEAR, YEARS } from '../series/column.ts'

/** One year's months or quarters: where its January stands in a column, how many of them, and where the first goes. */
export interface Year {
  readonly january: number
  readonly until: number
  readonly perYear: number
  readonly at: number
}

/**
 * Single months from the year to date. What came out together (January and February, a month that was skipped) is shared out as in the years that know these
 * months singly, else evenly. How many months in a row are unknown at most; all of them where the last one is.
 */
export function splitYear(level: Column, { january, until, perYear, at }: Year, out: Float64Array): number {
  const stride = 12 / perYear
  let known = 0
  let sum = 0
  let longest = 0
  for (let index = 0; index < until; index++) {
    const total = exactly(level, january + (index + 1) * stride - 1)
    if (Number.isNaN(total)) continue
    out[at + index] = total - sum
    if (index > known) {
      longest = Math.max(longest, index - known)
      shareOut(level, { from: known, to: index, perYear, at }, out)
    }
    known = index + 1
    sum = total
  }
  return known === until ? longest : until
}

interface Gap {
  readonly from: number
  readonly to: number
  readonly perYear: number
  readonly at: number
}

const weights = new Float64Array(12)

/** The amount of the whole gap stands in its last month. */
function shareOut(level: Column, { from, to, perYear, at }: Gap, out: Float64Array): void {
  const amount = out[at + to]!
  let whole = 0
  let isTold = true
  for (let index = from; index <= to; index++) {
    weights[index] = isTold ? usually(level, index, 12 / perYear) : 0
    whole += weights[index]!
    isTold &&= weights[index]! > 0
  }
  for (let index = from; index <= to; index++) out[at + index] = isTold ? (amount * weights[index]!) / whole : amount / (to - from + 1)
}

/** What past years had in a month that they know singly, in all. */
function usually(level: Column, index: number, stride: number): number {
  let sum = 0
  for (let back = 1; back < YEARS; back++) {
    const at = THIS_YEAR - 12 * back + (index + 1) * stride - 1
    const single = exactly(level, at) - (index === 0 ? 0 : exactly(level, at - stride))
    if (!Number.isNaN(single)) sum += single
  }
  return sum
}
