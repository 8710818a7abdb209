import { type Course, createCourse, layPast } from '../forecast/course.ts'
import { type PastGrowth, pastGrowth } from '../forecast/past-growth.ts'
import { type Basis, createBasis, rebase } from '../pace/rebase.ts'
import type { Day } from '../period.ts'
import { createFigures, type Figures, lookUp } from '../series/figures.ts'
import type { Series } from '../series.ts'
import type { Kind } from '../target.ts'

/** All that is known of a series on a day, laid out for judging. */
export interface Known {
  readonly figures: Figures
  readonly basis: Basis
  readonly course: Course
  past: PastGrowth
}

// One room for all: a judgement is made in one go and keeps nothing of it. Anew for each of a million targets, it would cost more than the judging.
const known: Known = { figures: createFigures(), basis: createBasis(), course: createCourse(), past: { count: 0, median: Number.NaN, spread: 0 } }

/** Lays out what was known at the end of a day about a target's year and those before it. Good until it is called again. */
export function know(series: Series, question: { readonly year: number; readonly kind: Kind; readonly asOf: Day }): Known {
  const { figures, basis, course } = known
  lookUp(figures, series, question)
  rebase(basis, figures)
  layPast(course, figures.level, basis)
  known.past = pastGrowth(figures, basis)
  return known
}
