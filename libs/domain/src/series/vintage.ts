import { dayAt, dayNumber } from '../day.ts'
import type { Bound, Coverage, Measure, Observation } from '../observation.ts'
import { type Day, monthOf, type Period, periodOf, yearOf } from '../period.ts'

export const MEASURES = ['level', 'growth', 'share', 'done'] as const satisfies readonly Measure[]
export const COVERAGES = ['ytd', 'month', 'quarter', 'point'] as const satisfies readonly Coverage[]
const BOUNDS = ['estimate', 'about', 'at-least', 'exact'] as const satisfies readonly Bound[]

/** Among bounds, the one that can show a target behind. */
export const EXACT = BOUNDS.indexOf('exact')

/** Numbers that one vintage takes in a series: its order, its value, its step (for `done`: the stamp of the day it was reached), negative (-0 too) where the day of publication was assumed. */
export const WIDTH = 3

const BOUND_SPAN = 4
const DAY_SPAN = 2 ** 21
const SLOT_SPAN = 2 * DAY_SPAN * BOUND_SPAN
const DAYS_BEFORE_1970 = 719_468

/** Months since January of year 0. */
export const monthNumber = (period: Period): number => yearOf(period) * 12 + monthOf(period) - 1

// Thousands of figures in a row come out on one day, and thousands of targets are judged as of it.
let lastDay: Day = ''
let lastStamp = 0

/** A day as an integer that is never negative. */
export function stampOf(day: Day): number {
  if (day !== lastDay) {
    lastStamp = dayNumber(day) + DAYS_BEFORE_1970
    lastDay = day
  }
  return lastStamp
}

/**
 * One number by which vintages sort: month, measure, coverage; within these, exact ones last, then by day of publication. So the last one of a slot that was
 * published by a day is the one to believe on that day. 46 bits of the 53 that a double holds.
 */
export const orderOf = (observation: Observation): number => {
  const slot = (monthNumber(observation.period) * 4 + MEASURES.indexOf(observation.measure)) * 4 + COVERAGES.indexOf(observation.coverage)
  const bound = BOUNDS.indexOf(observation.bound)
  return slot * SLOT_SPAN + ((bound === EXACT ? DAY_SPAN : 0) + stampOf(observation.published)) * BOUND_SPAN + bound
}

/** Month, measure and coverage of a vintage in one integer: `month * 16 + measure * 4 + coverage`. */
export const slotOf = (order: number): number => Math.floor(order / SLOT_SPAN)

/** The lowest order that a vintage of a month can have. */
export const firstOrderOf = (month: number): number => month * 16 * SLOT_SPAN

/** What is left of an order without its slot. Not by `%`, which is a function call for numbers beyond 32 bits. */
export const withinOf = (order: number, slot: number): number => order - slot * SLOT_SPAN
export const stampWithin = (within: number): number => (within >>> 2) & (DAY_SPAN - 1)
export const boundWithin = (within: number): number => within & (BOUND_SPAN - 1)

export const publishedOf = (order: number): number => stampWithin(withinOf(order, slotOf(order)))
export const boundOf = (order: number): number => boundWithin(withinOf(order, slotOf(order)))

export const stepOf = Math.abs

/** On a stamp of a day of publication: that it was assumed. Stamps stay below it. */
const ASSUMED = 2 ** 22

/** The stamp of a vintage's day of publication, marked where its step says that the day was assumed. */
export const markedStamp = (stamp: number, step: number): number => (step > 0 || Object.is(step, 0) ? stamp : stamp + ASSUMED)

export const isAssumed = (marked: number): boolean => marked >= ASSUMED
export const unmarked = (marked: number): number => (marked >= ASSUMED ? marked - ASSUMED : marked)

// The names are made once and shared, since millions of judgements name the same few days and months.
const dayNames = new Map<number, Day>()
const monthNames = new Map<number, Period>()

export const dayOfStamp = (stamp: number): Day => named(dayNames, stamp, () => dayAt(stamp - DAYS_BEFORE_1970))

export const monthName = (month: number): Period => named(monthNames, month, () => periodOf(Math.floor(month / 12), (month % 12) + 1))

function named(names: Map<number, string>, key: number, make: () => string): string {
  const known = names.get(key)
  if (known !== undefined) return known
  const name = make()
  names.set(key, name)
  return name
}
