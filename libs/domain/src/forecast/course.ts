import type { Basis } from '../pace/rebase.ts'
import { type Column, exactly, MONTHS, THIS_YEAR, YEARS } from '../series/column.ts'
import { splitYear, usualShape } from './split.ts'

/** The single months (or quarters) of the last full years and of this year so far, all on this year's basis. */
export interface Course {
  readonly x: Float64Array
  /** 12 or 4; 0 where there are no two full years. */
  perYear: number
  /** Full years before the target's. */
  years: number
  /** Months or quarters of the target's year so far. */
  done: number
  /** The full years as they were, before this year's re-basing. */
  readonly past: Float64Array
  /** How much each month usually has, where it is known singly. */
  readonly shape: Float64Array
}

export const createCourse = (): Course => ({
  x: new Float64Array(MONTHS),
  past: new Float64Array(MONTHS),
  shape: new Float64Array(12),
  perYear: 0,
  years: 0,
  done: 0,
})

const LEAST_YEARS = 2
/** A year with at least so many months is a monthly one; what is missing between them is split. */
const MOSTLY_MONTHLY = 8
const LONGEST_GAP = 3

/** Lays out the full years before the target's. To be done once for all periods of the year. */
export function layPast(course: Course, level: Column, basis: Basis): void {
  course.perYear = rhythmOf(level, THIS_YEAR - 12)
  course.years = 0
  if (course.perYear === 0) return
  while (course.years < YEARS - 1 && isFull(level, { january: THIS_YEAR - 12 * (course.years + 1), perYear: course.perYear })) course.years++
  if (course.years < LEAST_YEARS) {
    course.perYear = 0
    return
  }
  usualShape(level, course)
  for (let year = 0; year < course.years; year++) layPastYear(course, { level, basis, year })
}

function layPastYear(course: Course, { level, basis, year }: { readonly level: Column; readonly basis: Basis; readonly year: number }): void {
  const { past, perYear, shape, years } = course
  const from = year * perYear
  splitYear(level, { january: THIS_YEAR - 12 * (years - year), until: perYear, perYear, shape, at: from }, past)
  const factor = basis.ofYear[YEARS - 1 - years + year]!
  if (factor !== 1) for (let at = from; at < from + perYear; at++) past[at]! *= factor
}

/** Lays out the year up to a month (1 to 12). False where the forecasters have nothing to go by there. */
export function layYear(course: Course, { level, basis, month }: { readonly level: Column; readonly basis: Basis; readonly month: number }): boolean {
  const { x, past, perYear, shape, years } = course
  if (perYear === 0 || (month * perYear) % 12 !== 0 || Number.isNaN(exactly(level, THIS_YEAR + month - 1))) return false
  const factor = basis.thisYear[month - 1]!
  const from = years * perYear
  for (let at = 0; at < from; at++) x[at] = past[at]! * factor
  course.done = (month * perYear) / 12
  splitYear(level, { january: THIS_YEAR, until: course.done, perYear, shape, at: from }, x)
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

function isFull(level: Column, { january, perYear }: { readonly january: number; readonly perYear: number }): boolean {
  const stride = 12 / perYear
  const longest = perYear === 12 ? LONGEST_GAP : 1
  let gap = 0
  for (let month = stride - 1; month < 12; month += stride) {
    gap = Number.isNaN(exactly(level, january + month)) ? gap + 1 : 0
    if (gap >= longest) return false
  }
  return gap === 0 && exactly(level, january + 11) > 0
}
