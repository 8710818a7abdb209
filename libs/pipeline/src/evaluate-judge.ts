import {
  type Assessment,
  assessFrom,
  assessYear,
  createSeries,
  type Day,
  knownPeriods,
  owedOf,
  type Period,
  type Release,
  type Series,
  upcomingOf,
} from '@shixu/domain'
import { lastPeriodOf, memoryOf, NO_POINTS, type Points, pointsBefore, withoutLast, withPoints } from './evaluate-points.ts'
import type { Watched } from './evaluate-state.ts'

/** A target judged again: all of its points as they are now, and the assessments that were made for it, the newest last. */
export interface Rejudged {
  readonly points: Points
  readonly assessments: readonly Assessment[]
}

/** Judges a target again from a period on, as of a day. What was judged before that period stays. */
export function judge(target: Watched, from: Period, asOf: Day): Rejudged {
  const { target: subject, indicator } = target.declared
  const question = { target: subject, indicator, series: seriesOf(target), asOf }
  // A milestone is one point, whatever its period.
  const kept = subject.kind === 'milestone' ? NO_POINTS : pointsBefore(target.points, from)
  const { assessments, memories } = assessFrom({ ...question, from, before: memoryOf(kept) })
  if (assessments.length > 0) return { assessments, points: withPoints(kept, assessments, memories) }
  const last = lastPeriodOf(kept)
  // What was the newest period is judged no more, and the one before it was not kept whole.
  if (last) return judge({ ...target, points: withoutLast(kept) }, last, asOf)
  const year = assessYear(question)
  return { assessments: year, points: withPoints(NO_POINTS, year, []) }
}

/** What is known of a target's figures. */
export const seriesOf = ({ figures, declared }: Watched): Series => figures.series ?? createSeries(declared.indicator)

/** The reports or releases that have not come by the end of a day: those that are late, and those that the bureau is asked for. */
export interface Missing {
  readonly owed: readonly Release[]
  readonly upcoming: readonly Release[]
}

export function missingOf(target: Watched, day: Day): Missing {
  const { declared, timetable } = target
  const { releases, askings } = timetable
  if (releases.length === 0) return { owed: [], upcoming: [] }
  const known = { day, coverage: declared.indicator.coverage, known: knownPeriods(seriesOf(target), { year: declared.target.year, asOf: day }) }
  return { owed: owedOf(releases, known), upcoming: upcomingOf(askings, known) }
}
