import type { Assessment } from '../assessment.ts'
import { daysBetween } from '../day.ts'
import type { Indicator } from '../indicator.ts'
import { NO_PRESETS } from '../light/presets.ts'
import type { Day } from '../period.ts'
import { because } from '../reason.ts'
import { type Done, doneOn } from '../series/done-on.ts'
import { COVERAGES } from '../series/vintage.ts'
import type { Series } from '../series.ts'
import { type Target, targetKey } from '../target.ts'
import { NOTHING } from './nothing.ts'

/** The day by which a milestone is promised. */
export const dueOf = ({ due, year }: Target): Day => due ?? `${year}-12-31`

/** The last day on which a figure for the whole year may come before the outcome is unknown. */
export const deadlineOf = (year: number): Day => `${year + 1}-03-31`

interface Question {
  readonly target: Target
  readonly indicator: Pick<Indicator, 'publisher' | 'releaseBasis'>
  readonly series: Series
  readonly asOf: Day
}

/** A dated deliverable, by its day and the reports that it is done. */
export function assessMilestone(question: Question): Assessment {
  const { target, series, asOf } = question
  const done = doneOn(series, asOf)
  return done === null ? whenOpen(question) : whenDone(target, done, asOf)
}

/** Silence after the day says that it is not done only where the bureau is known to report; where that is our guess, nobody has said anything. */
function whenOpen({ target, indicator: { publisher, releaseBasis }, asOf }: Question): Assessment {
  const due = dueOf(target)
  const days = daysBetween(due, asOf)
  const outcome = asOf > deadlineOf(target.year) ? 'unknown' : null
  const frame = { ...NOTHING, target: targetKey(target), asOf, outcome, presets: NO_PRESETS.milestone, paceLine: 'step', method: 'milestone' } as const
  if (days <= 0) return { ...frame, reason: because('milestone-ahead', { due, daysLeft: -days }) }
  if (releaseBasis === 'assumed') return { ...frame, reason: because('no-report', { year: target.year, publisher: publisher.name, due }) }
  return { ...frame, period: due.slice(0, 7), light: 'red', reason: because('milestone-past-due', { due, daysLate: days }) }
}

/** In time is green; late turns yellow, not green. The year has missed what was done only after its end. */
function whenDone(target: Target, done: Done, asOf: Day): Assessment {
  const due = dueOf(target)
  const daysLate = Math.max(0, daysBetween(due, done.on))
  return {
    ...NOTHING,
    target: targetKey(target),
    period: done.period,
    asOf,
    light: daysLate > 0 ? 'yellow' : 'green',
    outcome: done.on <= `${target.year}-12-31` || daysLate === 0 ? 'met' : 'missed',
    presets: NO_PRESETS.milestone,
    paceLine: 'step',
    method: 'milestone',
    reason: because('milestone-done', { due, doneOn: done.on, daysLate }),
    inputs: [
      {
        period: done.period,
        measure: 'done',
        coverage: COVERAGES[done.coverage]!,
        value: done.value,
        published: done.published,
        ...(done.isAssumed && { publishedBasis: 'assumed' }),
      },
    ],
  }
}
