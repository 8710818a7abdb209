import type { Day, Period } from '../period.ts'
import type { Series } from '../series.ts'
import { dayOfStamp, isAssumed, MEASURES, markedStamp, monthName, publishedOf, slotOf, stampOf, stepOf, WIDTH } from './vintage.ts'

/** When a milestone was reached, and by which report. */
export interface Done {
  readonly on: Day
  readonly period: Period
  readonly published: Day
  readonly isAssumed: boolean
  readonly value: number
  readonly coverage: number
}

const DONE = MEASURES.indexOf('done')

/** The first period whose newest report, as known at the end of a day, says that it is done; null where none does. A report can be taken back (value 0). */
export function doneOn({ rows }: Series, asOf: Day): Done | null {
  const today = stampOf(asOf)
  let found: Done | null = null
  let slotFound = -1
  for (let at = 0; at < rows.length; at += WIDTH) {
    const order = rows[at]!
    const slot = slotOf(order)
    if (((slot >> 2) & 3) !== DONE || publishedOf(order) > today) continue
    if (found !== null && slot !== slotFound) return found
    slotFound = slot
    found = rows[at + 1]! >= 1 ? doneAt(rows, at) : null
  }
  return found
}

function doneAt(rows: readonly number[], at: number): Done {
  const slot = slotOf(rows[at]!)
  return {
    on: dayOfStamp(stepOf(rows[at + 2]!)),
    period: monthName(slot >> 4),
    published: dayOfStamp(publishedOf(rows[at]!)),
    isAssumed: isAssumed(markedStamp(0, rows[at + 2]!)),
    value: rows[at + 1]!,
    coverage: slot & 3,
  }
}
