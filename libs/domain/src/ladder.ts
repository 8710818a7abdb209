import type { Alert, AlertKind, Step } from './alert.ts'
import type { AlertChange } from './alert-change.ts'
import { changeOf, type Matter } from './alert-matter.ts'
import type { LadderRule } from './bureau.ts'
import { addDays, daysBetween, laterOf } from './day.ts'
import type { Day } from './period.ts'

/** The ladder of people: 联络员, 负责人, 督查室. */
const ABOVE: Readonly<Record<Step, Exclude<Step, 'liaison'> | null>> = { liaison: 'head', head: 'supervision', supervision: null }

export interface Climb {
  readonly step: Step
  readonly why: 'repeated' | 'unanswered'
}

/**
 * The one step that is due now, if any: by a red reading more than was known when the alert last spoke, or by days without an answer.
 * Whoever has acknowledged, or is not to be disturbed, is not passed over. Sizes do not count, repeats do.
 */
export function nextStep(alert: Alert, now: { readonly day: Day; readonly readings: number; readonly ladder: LadderRule }): Climb | null {
  const step = ABOVE[alert.step]
  if (step === null || alert.status !== 'open' || alert.acknowledged !== null || isSilenced(alert, now.day)) return null
  const rule = now.ladder[step]
  if (now.readings > alert.readings && now.readings >= rule.readings) return { step, why: 'repeated' }
  return daysBetween(laterOf(alert.silencedUntil, alert.steppedOn), now.day) >= Math.max(rule.days, 1) ? { step, why: 'unanswered' } : null
}

/** A report that is owed is asked for once, whether it is a figure or the word that a milestone is done: the ladder is for what goes wrong, not for what is not known. */
export function climb(alert: Alert, matter: Matter): AlertChange | null {
  const isOnlyOwed = isOfReports(matter.kind) || matter.newest.reason.code === 'no-report'
  const next = isOnlyOwed ? null : nextStep(alert, { day: matter.day, ladder: matter.ladder, readings: matter.reds })
  return next && changeOf(matter, { type: 'escalated', ...next })
}

/** The next day on which time alone can change the alert, or null: a promise or a silence ends, or the ladder is climbed. */
export function nextDayOf(alert: Alert, now: { readonly day: Day; readonly ladder: LadderRule }): Day | null {
  if (alert.status === 'over') return null
  if (alert.acknowledged) return addDays(laterOf(alert.silencedUntil, alert.acknowledged.until), 1)
  const step = ABOVE[alert.step]
  if (step === null || alert.status !== 'open' || isOfReports(alert.kind)) return null
  if (alert.silencedUntil !== null && isSilenced(alert, now.day)) return addDays(alert.silencedUntil, 1)
  return addDays(laterOf(alert.silencedUntil, alert.steppedOn), Math.max(now.ladder[step].days, 1))
}

const isOfReports = (kind: AlertKind): boolean => kind === 'overdue' || kind === 'report-due'

/** To the end of the day that was named. */
export const isSilenced = ({ silencedUntil }: Alert, day: Day): boolean => silencedUntil !== null && day <= silencedUntil
