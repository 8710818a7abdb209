import { type Column, exactly, THIS_YEAR } from '../series/column.ts'

interface Year {
  /** Where its January stands in the column. */
  readonly january: number
  /** How many months or quarters of it. The last of them is known. */
  readonly until: number
  readonly perYear: number
  /** How much each month usually has; 0 where no year tells. */
  readonly shape: Float64Array
  /** Where in `out` its first month goes. */
  readonly at: number
}

/**
 * Single months from the year to date. What came out together (January and February, a month that was skipped) is split as in the years that know these months
 * singly, else evenly.
 */
export function splitYear(level: Column, { january, until, perYear, shape, at }: Year, out: Float64Array): void {
  const stride = 12 / perYear
  let known = 0
  let sum = 0
  for (let index = 0; index < until; index++) {
    const total = exactly(level, january + (index + 1) * stride - 1)
    if (Number.isNaN(total)) continue
    if (index === known) out[at + index] = total - sum
    else spread(total - sum, { from: known, to: index, shape, at }, out)
    known = index + 1
    sum = total
  }
}

function spread(amount: number, { from, to, shape, at }: Pick<Year, 'shape' | 'at'> & { readonly from: number; readonly to: number }, out: Float64Array): void {
  let whole = 0
  let isTold = true
  for (let index = from; index <= to; index++) {
    whole += shape[index]!
    if (!(shape[index]! > 0)) isTold = false
  }
  for (let index = from; index <= to; index++) out[at + index] = isTold ? (amount * shape[index]!) / whole : amount / (to - from + 1)
}

/** Sums up, over the full years, the months that are known singly. */
export function usualShape(level: Column, { shape, years, perYear }: { readonly shape: Float64Array; readonly years: number; readonly perYear: number }): void {
  const stride = 12 / perYear
  shape.fill(0)
  for (let year = 1; year <= years; year++) {
    let sum = 0
    for (let index = 0; index < perYear; index++) {
      const total = exactly(level, THIS_YEAR - 12 * year + (index + 1) * stride - 1)
      shape[index]! += Number.isNaN(total - sum) ? 0 : total - sum
      sum = total
    }
  }
}
