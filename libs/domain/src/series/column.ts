import { EXACT } from './vintage.ts'

/** Years that are looked at: the target's and those before it. What is older says little of how a year runs today. */
export const YEARS = 9
export const MONTHS = YEARS * 12

/** Where January of the target's year stands in a column. */
export const THIS_YEAR = MONTHS - 12

/** One sort of figure, month by month. NaN where none is known. */
export interface Column {
  readonly value: Float64Array
  /** One unit of the last published digit; 0 where the figure is not rounded. */
  readonly step: Float64Array
  readonly bound: Uint8Array
  /** Stamp of the day of publication. */
  readonly published: Int32Array
  /** What the figure was taken from (`slotOf`). */
  readonly slot: Int32Array
}

export const createColumn = (): Column => ({
  value: new Float64Array(MONTHS),
  step: new Float64Array(MONTHS),
  bound: new Uint8Array(MONTHS),
  published: new Int32Array(MONTHS),
  slot: new Int32Array(MONTHS),
})

export const clear = (column: Column): void => {
  column.value.fill(Number.NaN)
}

export const isKnown = ({ value }: Column, at: number): boolean => !Number.isNaN(value[at]!)

export const isExact = ({ value, bound }: Column, at: number): boolean => bound[at] === EXACT && !Number.isNaN(value[at]!)

/** The figure where it is exact, NaN elsewhere, also before the column's first month. */
export const exactly = ({ value, bound }: Column, at: number): number => (at >= 0 && bound[at] === EXACT ? value[at]! : Number.NaN)
