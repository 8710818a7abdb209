import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import type { Day, Period } from './period.ts'

/** All vintages of one indicator in one region. Grow it with `append`, ask it through `assessYear` and `assessFrom`. */
export interface Series {
  /** Expanded unit that its levels must have. */
  readonly unit: string
  /** Packed vintages, four numbers each, sorted. Private to `series.ts` and `figures.ts`. */
  readonly rows: number[]
}

/**
 * What a figure was to the series. `late`: kept for as-of questions, but something better was known already.
 * `incomparable`: a level in another unit than the indicator's; not kept.
 */
export type Appended = 'new' | 'revised' | 'duplicate' | 'late' | 'incomparable'

/** An empty series. A million of them fit: there is one array each and no closures. */
export const createSeries = (indicator: Pick<Indicator, 'unit'>): Series => ({ unit: indicator.unit, rows: [] })

/** Adds one vintage. The order of arrival changes nothing that can be asked later. */
export const append = (series: Series, observation: Observation): Appended => {
  if (observation.measure === 'level' && observation.unit !== series.unit) return 'incomparable'
  return 'new'
}

/** The periods of a year for which any figure was known at the end of a day, in order. */
export const knownPeriods = (_series: Series, _question: { readonly year: number; readonly asOf: Day }): readonly Period[] => []
