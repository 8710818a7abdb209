import type { Basis } from '../pace/rebase.ts'
import { type Column, exactly, MONTHS, THIS_YEAR, YEARS } from '../series/column.ts'
import { splitYear } from './split.ts'

/** The single months (or quarters) of the last full years and of this year so far, all on this year's basis. */
export interface Course {
  readonly x: Float64Array
  /** 12 or 4; 0 where there are no two full years. */
  perYear: number
  /** Full years before the target's. */
  years: number
  /** Months or quarters of the target's year so far. */
  done: number
  /** The years before the target's as they were before this year's re-basing, the last at the end. */
  readonly past: Float64Array
}

export const createCourse = (): Course => ({ x: new Float64Array(MONTHS), past: new Float64Array(THIS_YEAR), perYear: 0, years: 0, done: 0 })

const LEAST_YEARS = 2
/** A year with at least so many months is a monthly one; what is missing between them is shared out. */
const MOSTLY_MONTHLY = 8
/** Months in a row that may be missing. */
const LONGEST_GAP = 2

/** Lays out the full years before the target's. To be done once for all periods of the year. */
export function layPast(course: Course, level: Column, basis: Basis): void {
  course.perYear = rhythmOf(level, THIS_YEAR - 12)
  course.years = 0
  if (course.perYear === 0) return
  while (course.years < YEARS - 1 && layPastYear(course, { level, basis, back: course.years + 1 })) course.years++
  if (course.years < LEAST_YEARS) course.perYear = 0
}

function layPastYear({ past, perYear }: Course, { level, basis, back }: { readonly level: Column; readonly basis: Basis; readonly back: number }): boolean {
  const january = THIS_YEAR - 12 * back
  if (!(exactly(level, january + 11) > 0)) return false
  const at = (YEARS - 1 - back) * perYear
  if (splitYear(level, { january, until: perYear, perYear, at }, past) > (perYear === 12 ? LONGEST_GAP : 0)) return false
  const factor = basis.ofYear[YEARS - 1 - back]!
  if (factor !== 1) for (let index = 0; index < perYear; index++) past[at + index]! *= factor
  return true
}

/** Lays out the year up to a month (1 to 12). False where the forecasters have nothing to go by there. */
export function layYear(course: Course, { level, basis, month }: { readonly level: Column; readonly basis: Basis; readonly month: number }): boolean {
  const { x, past, perYear, years } = course
  if (perYear === 0 || (month * perYear) % 12 !== 0 || Number.isNaN(exactly(level, THIS_YEAR + month - 1))) return false
  const factor = basis.thisYear[month - 1]!
  const first = (YEARS - 1 - years) * perYear
  for (let at = 0; at < years * perYear; at++) x[at] = past[first + at]! * factor
  course.done = (month * perYear) / 12
  splitYear(level, { january: THIS_YEAR, until: course.done, perYear, at: years * perYear }, x)
  return true
}

/** 12 where the year's figures are mostly monthly, 4 where it has every quarter, else 0. */
function rhythmOf(level: Column, january: number): number {
  let months = 0
  let quarters = 0
  for (let month = 0; month < 12; month++) {
    if (Number.isNaN(exactly(level, january + month))) continue
    months++
    if (month % 3 === 2) quarters++
  }
  return months >= MOSTLY_MONTHLY ? 12 : quarters === 4 ? 4 : 0
}
