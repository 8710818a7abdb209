import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import type { Day, Period } from './period.ts'
import { boundOf, firstOrderOf, monthName, orderOf, publishedOf, slotOf, stampOf, stepOf, WIDTH } from './series/vintage.ts'

/** All vintages of one indicator in one region. Grow it with `append`, ask it through `assessYear` and `assessFrom`. */
export interface Series {
  /** Expanded unit that its levels must have. */
  readonly unit: string
  /** Vintages by `orderOf`, `WIDTH` numbers each. Doubles without boxes: a typed array would cost more than it holds where there are a million of these. */
  rows: number[]
}

/**
 * What a figure was to the series. `late`: kept for as-of questions, but something better was known already.
 * `incomparable`: a level in another unit than the indicator's; not kept.
 */
export type Appended = 'new' | 'revised' | 'duplicate' | 'late' | 'incomparable'

/** An empty series. */
export const createSeries = (indicator: Pick<Indicator, 'unit'>): Series => ({ unit: indicator.unit, rows: [] })

/**
 * Adds one vintage. Known by figure, bound and day of publication: another value under the same three takes its place, as in a compacted log. Otherwise the
 * order of arrival changes nothing that can be asked later; a repeat is kept too, for a late vintage may come between it and what it repeats.
 */
export function append({ unit, rows }: Series, observation: Observation): Appended {
  if (observation.measure === 'level' && observation.unit !== unit) return 'incomparable'
  const order = orderOf(observation)
  const digits = observation.measure === 'done' ? stampOf(observation.doneOn ?? observation.published) : observation.step
  const step = observation.publishedBasis === 'assumed' ? -digits : digits
  const at = placeOf(rows, order)
  if (rows[at - WIDTH] === order) return replace(rows, at - WIDTH, { value: observation.value, step })
  const appended = meaningOf(rows, at, { order, value: observation.value })
  if (at === rows.length) rows.push(order, observation.value, step)
  else rows.splice(at, 0, order, observation.value, step)
  return appended
}

/** Gives back the room that a list which has grown keeps for growing on: up to half of what it holds. */
export function trim(series: Series): void {
  series.rows = series.rows.slice()
}

/** Where a vintage belongs: after all of a lower or the same order. Figures mostly come in order, so it is looked for from the end. */
function placeOf(rows: readonly number[], order: number): number {
  let at = rows.length
  while (at > 0 && rows[at - WIDTH]! > order) at -= WIDTH
  return at
}

function replace(rows: number[], at: number, { value, step }: { value: number; step: number }): Appended {
  const isSame = rows[at + 1] === value && stepOf(rows[at + 2]!) === stepOf(step)
  rows[at + 1] = value
  rows[at + 2] = step
  if (isSame) return 'duplicate'
  return isOf(rows, at + WIDTH, slotOf(rows[at]!)) ? 'late' : 'revised'
}

function meaningOf(rows: readonly number[], at: number, { order, value }: { order: number; value: number }): Appended {
  const slot = slotOf(order)
  const before = at - WIDTH
  const follows = isOf(rows, before, slot)
  if (follows && rows[before + 1] === value && boundOf(rows[before]!) === boundOf(order)) return 'duplicate'
  if (isOf(rows, at, slot)) return 'late'
  return follows ? 'revised' : 'new'
}

const isOf = (rows: readonly number[], at: number, slot: number): boolean => at >= 0 && at < rows.length && slotOf(rows[at]!) === slot

/** The periods of a year for which any figure was known at the end of a day, in order. Looked for from the end, where this year's are. */
export function knownPeriods({ rows }: Series, { year, asOf }: { readonly year: number; readonly asOf: Day }): readonly Period[] {
  const today = stampOf(asOf)
  const [first, after] = [firstOrderOf(year * 12), firstOrderOf(year * 12 + 12)]
  const periods: Period[] = []
  let last = -1
  for (let at = rows.length - WIDTH; at >= 0 && rows[at]! >= first; at -= WIDTH) {
    const month = slotOf(rows[at]!) >> 4
    if (month === last || rows[at]! >= after || publishedOf(rows[at]!) > today) continue
    last = month
    periods.push(monthName(month))
  }
  return periods.reverse()
}
