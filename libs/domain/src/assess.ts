import type { Assessment } from './assessment.ts'
import type { Indicator } from './indicator.ts'
import type { LightMemory } from './light/memory.ts'
import type { Observation } from './observation.ts'
import type { Day, Period } from './period.ts'
import { periodOf, yearOf } from './period.ts'
import type { Series } from './series.ts'
import type { Target } from './target.ts'

/** Judge `target` by `series` as it was known at the end of `asOf`. */
export interface Question {
  readonly target: Target
  readonly indicator: Pick<Indicator, 'publisher'>
  readonly series: Series
  readonly asOf: Day
}

/** The same, but only the periods at or after `from`, with the memory that the lights had before it (`FRESH` at the year's start). */
export interface Continuation extends Question {
  readonly from: Period
  readonly before: LightMemory
}

/** `memories[i]` is what the lights remember after `assessments[i]`: the `before` of the next period. */
export interface Judged {
  readonly assessments: readonly Assessment[]
  readonly memories: readonly LightMemory[]
}

/**
 * The judged periods of the target's year from `from` on, in calendar order. Empty where none is judged there; `assessYear` then says why the year is grey.
 * A new month costs one judgement.
 */
export const assessFrom = (_continuation: Continuation): Judged => ({ assessments: [], memories: [] })

/** All judged periods of the target's year, in calendar order; one grey assessment with its reason (`period` null) where none is judged. Never empty. */
export const assessYear = (_question: Question): readonly Assessment[] => []

/** The first period of the target's year whose judgement a figure can change; null where it can change none. */
export const judgedFrom = (target: Target, observation: Observation): Period | null => {
  const year = yearOf(observation.period)
  if (year > target.year) return null
  return year === target.year ? observation.period : periodOf(target.year, 1)
}

/** Days whose mere beginning can change a judgement, in order: the day after a milestone's due day, and 1 April, when a year without a figure is `unknown`. */
export const decisiveDays = (target: Target): readonly Day[] => [`${target.year + 1}-04-01`]
