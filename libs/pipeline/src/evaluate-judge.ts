import {
  type Assessment,
  assessFrom,
  assessYear,
  createSeries,
  type Day,
  FRESH,
  knownPeriods,
  owedOf,
  type Period,
  periodOf,
  type Release,
  type Series,
  upcomingOf,
} from '@shixu/domain'
import type { Point, Watched } from './evaluate-state.ts'
import { likeness } from './likeness.ts'

/** A target judged again: all of its points as they are now, and the assessments that were made for it, the newest last. */
export interface Rejudged {
  readonly points: readonly Point[]
  readonly assessments: readonly Assessment[]
}

/** Judges a target again from a period on, as of a day. What was judged before that period stays. */
export function judge(target: Watched, from: Period, asOf: Day): Rejudged {
  const { target: subject, indicator } = target.declared
  const question = { target: subject, indicator, series: seriesOf(target), asOf }
  // A milestone is one point, whatever its period.
  const kept = subject.kind === 'milestone' ? [] : target.points.filter(({ period }) => period !== null && period < from)
  const { assessments, memories } = assessFrom({ ...question, from, before: kept.at(-1)?.memory ?? FRESH })
  if (assessments.length > 0) return { assessments, points: [...kept, ...assessments.map((assessment, index) => pointOf(assessment, memories[index]))] }
  const last = kept.at(-1)
  // What was the newest period is judged no more, and the one before it was not kept whole.
  if (last) return judge({ ...target, points: kept.slice(0, -1) }, last.period ?? periodOf(subject.year, 1), asOf)
  const year = assessYear(question)
  return { assessments: year, points: year.map((assessment) => pointOf(assessment, FRESH)) }
}

/** What is known of a target's figures. */
export const seriesOf = ({ figures, declared }: Watched): Series => figures.series ?? createSeries(declared.indicator)

const pointOf = (assessment: Assessment, memory = FRESH): Point => ({
  period: assessment.period,
  light: assessment.light,
  memory,
  told: likeness({ ...assessment, asOf: null, reason: { code: assessment.reason.code, params: { ...assessment.reason.params, ...NO_DAYS } } }),
})

/** The day of judging alone is no difference, nor are days that are counted from it. */
const NO_DAYS = { daysLeft: null, daysLate: null }

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
