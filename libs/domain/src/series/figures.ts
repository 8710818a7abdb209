import type { Day } from '../period.ts'
import type { Series } from '../series.ts'
import type { Kind } from '../target.ts'
import { accumulate } from './accumulate.ts'
import { type Column, clear, createColumn, isKnown, MONTHS, put, THIS_YEAR } from './column.ts'
import { boundWithin, COVERAGES, EXACT, firstOrderOf, MEASURES, markedStamp, slotOf, stampOf, stampWithin, stepOf, WIDTH, withinOf } from './vintage.ts'

// What a figure of a measure and coverage is to a kind of target: an index into `columns`.
const LEVEL = 0
const GROWTH = 1
const MONTH = 2
const QUARTER = 3
const NONE = -1

const rolesOf = (roles: Readonly<Record<string, number>>): Int8Array =>
  Int8Array.from({ length: 16 }, (_, at) => roles[`${MEASURES[at >> 2]}/${COVERAGES[at & 3]}`] ?? NONE)

const GROWTHS = { 'growth/ytd': GROWTH, 'growth/point': GROWTH }
const SUMS = rolesOf({ ...GROWTHS, 'level/ytd': LEVEL, 'level/month': MONTH, 'level/quarter': QUARTER })
const ROLES: Readonly<Record<Kind, Int8Array>> = {
  growth: SUMS,
  amount: SUMS,
  count: SUMS,
  stock: rolesOf({ ...GROWTHS, 'level/point': LEVEL }),
  share: rolesOf({ 'share/ytd': LEVEL, 'share/point': LEVEL }),
  milestone: rolesOf({}),
}

/** What is known of a series on a day, laid out by month. */
export interface Figures {
  /** What a target of this kind counts: the year to date, the level at a point, or a share in per cent. */
  readonly level: Column
  /** Published growth, year on year, of the year to date or at a point; per cent. */
  readonly growth: Column
  /** Single months and quarters, which are added up where no year to date is published. */
  readonly month: Column
  readonly quarter: Column
  /** The four, by role. */
  readonly columns: readonly Column[]
  /** Month number of the column's first month. */
  base: number
  /** The newest month (as an index) of the target's year that any figure came for, and its measure; -1 where none did. */
  newest: number
  newestMeasure: number
}

export function createFigures(): Figures {
  const [level, growth, month, quarter] = [createColumn(), createColumn(), createColumn(), createColumn()]
  return { level, growth, month, quarter, columns: [level, growth, month, quarter], base: 0, newest: -1, newestMeasure: -1 }
}

/** Lays out what was known at the end of a day. One pass: of a slot's vintages the last one published by then is the one to believe. */
export function lookUp(figures: Figures, { rows }: Series, { year, kind, asOf }: { readonly year: number; readonly kind: Kind; readonly asOf: Day }): void {
  reset(figures, year)
  const today = stampOf(asOf)
  const roles = ROLES[kind]
  const { level } = figures
  const end = firstOrderOf(figures.base + MONTHS)
  for (let at = firstAt(rows, firstOrderOf(figures.base)); at < rows.length && rows[at]! < end; at += WIDTH) {
    const slot = slotOf(rows[at]!)
    const within = withinOf(rows[at]!, slot)
    if (stampWithin(within) > today) continue
    const index = (slot >> 4) - figures.base
    if (index >= THIS_YEAR) note(figures, index, (slot >> 2) & 3)
    const role = roles[slot & 15]!
    if (role === NONE) continue
    // Spelt out for the one column that most figures belong to, so that it stays in registers.
    if (role === LEVEL) place(level, index, { slot, within, value: rows[at + 1]!, step: rows[at + 2]! })
    else place(figures.columns[role]!, index, { slot, within, value: rows[at + 1]!, step: rows[at + 2]! })
  }
  if (figures.month.used || figures.quarter.used) accumulate(figures)
}

function firstAt(rows: readonly number[], order: number): number {
  let at = 0
  while (at < rows.length && rows[at]! < order) at += WIDTH
  return at
}

function reset(figures: Figures, year: number): void {
  for (const column of figures.columns) clear(column)
  figures.base = year * 12 - THIS_YEAR
  figures.newest = -1
}

function note(figures: Figures, index: number, measure: number): void {
  figures.newest = index
  figures.newestMeasure = measure
}

interface Vintage {
  readonly slot: number
  readonly within: number
  readonly value: number
  readonly step: number
}

/** A later vintage of the same slot takes the place; the first day of a value that was repeated stays. Of two slots for one month the first is kept. */
function place(column: Column, index: number, { slot, within, value, step }: Vintage): void {
  const isExact = boundWithin(within) === EXACT
  if (isKnown(column, index) && (column.slot[index] !== slot || isSame(column, index, { value, isExact }))) return
  put(column, index, { value, isExact, step: stepOf(step), published: markedStamp(stampWithin(within), step), slot })
}

const isSame = (column: Column, index: number, { value, isExact }: { readonly value: number; readonly isExact: boolean }): boolean =>
  column.value[index] === value && Number.isNaN(column.exact[index]!) !== isExact
