import type { Bound, Coverage, Indicator, Measure, Period } from '@shixu/domain'
import type { Field } from './options.ts'
import { isWrong, type Read, together, type Wrong, wrong } from './result.ts'
import { readDay, readPeriod } from './when.ts'
import { readBound, readCoverage, readMeasure } from './words.ts'

/** What a field says in one row: its column or the feed's constant, without blanks around. */
export type Cell = (field: Field) => string

/** What a row is about, before its number is looked at. */
export interface Subject {
  readonly indicator: Indicator
  readonly period: Period
  readonly measure: Measure
  readonly coverage: Coverage
  readonly bound: Bound
}

/** The indicators there are, and what the table calls them. */
export interface Known {
  readonly indicators: ReadonlyMap<string, Indicator>
  readonly names: Readonly<Record<string, string>>
}

/** The id of the row's indicator, known or not; null where the cell is blank. */
export const indicatorId = (cell: Cell, names: Known['names']): string | null => {
  const written = cell('indicator')
  return (Object.hasOwn(names, written) ? names[written] : written) || null
}

/** A blank coverage is the indicator's own, a blank bound is exact. */
export const readSubject = (cell: Cell, { indicators, names }: Known): { readonly value: Subject } | { readonly wrongs: readonly Wrong[] } => {
  const indicator = indicators.get(indicatorId(cell, names) ?? '')
  return together({
    indicator: indicator
      ? { value: indicator }
      : wrong('unknown-indicator', `the registry has no indicator "${cell('indicator')}"; add it there, or give its id under options.names`),
    period: readPeriod(cell('period') || monthReached(cell)),
    measure: readMeasure(cell('measure')),
    coverage: orElse(cell('coverage'), { read: readCoverage, otherwise: indicator?.coverage ?? 'ytd' }),
    bound: orElse<Bound>(cell('bound'), { read: readBound, otherwise: 'exact' }),
  })
}

const orElse = <T>(cell: string, { read, otherwise }: { read: (cell: string) => Read<T>; otherwise: T }): Read<T> =>
  cell === '' ? { value: otherwise } : read(cell)

/** Whoever reports a milestone names the day that it was reached; its month goes without saying. */
const monthReached = (cell: Cell): string => {
  const day = readDay(cell('reached'))
  return isWrong(day) ? '' : day.value.slice(0, 7)
}
