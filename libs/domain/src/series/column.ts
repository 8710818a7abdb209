/** Years that are looked at: the target's and those before it. What is older says little of how a year runs today. */
export const YEARS = 9
export const MONTHS = YEARS * 12

/** Where January of the target's year stands in a column. */
export const THIS_YEAR = MONTHS - 12

/** One sort of figure, month by month. NaN where none is known. */
export interface Column {
  /** The figure to believe, whatever its bound. */
  readonly value: Float64Array
  /** The same where it is exact, NaN where it is a bound or an estimate. */
  readonly exact: Float64Array
  /** One unit of the last published digit; 0 where the figure is not rounded. */
  readonly step: Float64Array
  /** Stamp of the day of publication, marked where that was assumed (`markedStamp`). */
  readonly published: Int32Array
  /** What the figure was taken from (`slotOf`). */
  readonly slot: Int32Array
  /** Whether anything stands in it. */
  used: boolean
}

export const createColumn = (): Column => ({
  value: new Float64Array(MONTHS),
  exact: new Float64Array(MONTHS),
  step: new Float64Array(MONTHS),
  published: new Int32Array(MONTHS),
  slot: new Int32Array(MONTHS),
  used: true,
})

export const clear = (column: Column): void => {
  if (!column.used) return
  column.value.fill(Number.NaN)
  column.exact.fill(Number.NaN)
  column.used = false
}

export interface Entry {
  readonly value: number
  readonly isExact: boolean
  readonly step: number
  readonly published: number
  readonly slot: number
}

export function put(column: Column, at: number, { value, isExact, step, published, slot }: Entry): void {
  column.used = true
  column.value[at] = value
  column.exact[at] = isExact ? value : Number.NaN
  column.step[at] = step
  column.published[at] = published
  column.slot[at] = slot
}

export const isKnown = ({ value }: Column, at: number): boolean => !Number.isNaN(value[at]!)

export const isExact = ({ exact }: Column, at: number): boolean => !Number.isNaN(exact[at]!)

/** The figure where it is exact, NaN elsewhere, also before the column's first month. */
export const exactly = ({ exact }: Column, at: number): number => (at >= 0 ? exact[at]! : Number.NaN)
