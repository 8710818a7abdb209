import type { Assessment } from './assessment.ts'
import { addDays } from './day.ts'
import { goalOf } from './goal.ts'
import type { Indicator } from './indicator.ts'
import { FRESH, type LightMemory } from './light/memory.ts'
import type { Observation } from './observation.ts'
import { type Day, monthOf, type Period, periodOf, yearOf } from './period.ts'
import { assessGrey } from './reading/grey.ts'
import { assessPeriods, type Judged } from './reading/judged.ts'
import { know } from './reading/known.ts'
import { assessMilestone, deadlineOf, dueOf } from './reading/milestone.ts'
import type { Series } from './series.ts'
import type { Target } from './target.ts'

export type { Judged } from './reading/judged.ts'

/** Judge `target` by `series` as it was known at the end of `asOf`. */
export interface Question {
  readonly target: Target
  readonly indicator: Pick<Indicator, 'publisher' | 'releaseBasis'>
  readonly series: Series
  readonly asOf: Day
}

/** The same, but only the periods at or after `from`, with the memory that the lights had before it (`FRESH` at the year's start). */
export interface Continuation extends Question {
  readonly from: Period
  readonly before: LightMemory
}

const NONE: Judged = { assessments: [], memories: [] }

/**
 * The judged periods of the target's year from `from` on, in calendar order. Empty where none is judged there; `assessYear` then says why the year is grey.
 * A new month costs one judgement. A milestone is judged whole, whatever `from` is.
 */
export function assessFrom(question: Continuation): Judged {
  const { target, series, asOf, from, before } = question
  if (!isPromise(target)) return NONE
  if (target.kind === 'milestone') {
    const assessment = assessMilestone(question)
    return assessment.period === null ? NONE : { assessments: [assessment], memories: [FRESH] }
  }
  const goal = goalOf(target)
  const first = yearOf(from) < target.year ? 1 : yearOf(from) > target.year ? 13 : monthOf(from)
  return goal === null ? NONE : assessPeriods(know(series, { year: target.year, kind: target.kind, asOf }), { target, goal, asOf }, { first, before })
}

/** All judged periods of the target's year, in calendar order; one grey assessment with its reason (`period` null) where none is judged. Never empty. */
export function assessYear(question: Question): readonly Assessment[] {
  const { target, series, asOf } = question
  const goal = goalOf(target)
  if (!isPromise(target) || (goal === null && target.kind !== 'milestone')) return [assessGrey(question, null, goal)]
  if (goal === null) return [assessMilestone(question)]
  const known = know(series, { year: target.year, kind: target.kind, asOf })
  const { assessments } = assessPeriods(known, { target, goal, asOf }, { first: 1, before: FRESH })
  return assessments.length > 0 ? assessments : [assessGrey(question, known, goal)]
}

/** `scope` and `progress` say nothing about the year's end. */
const isPromise = ({ firmness }: Target): boolean => firmness === 'firm' || firmness === 'strive'

/** The first period of the target's year whose judgement a figure can change; null where it can change none. */
export const judgedFrom = (target: Target, observation: Observation): Period | null => {
  const year = yearOf(observation.period)
  if (target.kind === 'milestone') return periodOf(target.year, 1)
  if (year > target.year) return null
  return year === target.year ? observation.period : periodOf(target.year, 1)
}

/** Days whose mere beginning can change a judgement, in order: the day after a milestone's due day, and 1 April, when a year without a figure is `unknown`. */
export const decisiveDays = (target: Target): readonly Day[] => {
  const days = [addDays(deadlineOf(target.year), 1)]
  return (target.kind === 'milestone' ? [addDays(dueOf(target), 1), ...days] : days).sort()
}
