import type { Alert, AlertEvent, AlertKind, Announced, Sequence, Step } from './alert.ts'
import type { Assessment, Outcome } from './assessment.ts'
import type { Day } from './period.ts'
import { targetKey } from './target.ts'

/** What happened, before it is written down: `evolve` takes the alert from before it to after it. */
export interface AlertChange extends Omit<AlertEvent, 'alert' | 'sequence'> {
  readonly kind: AlertKind
  /** Distinct red periods in a row by now; for `overdue` and `report-due` the periods owed or asked for. */
  readonly readings: number
  /** What has now been said of the target. */
  readonly announced: Announced
  /** For `closed` and `corrected`. */
  readonly outcome: Outcome | null
  /** For `corrected`: where the alert stands by the newest period. */
  readonly status?: Alert['status']
  /** For `escalated`: whom it reaches. */
  readonly step?: Step
  /** For `raised`: a silence that was asked for before. */
  readonly silencedUntil?: Day | null
}

/** What an assessment says to people. */
export const announcing = ({ period, light, done }: Assessment): Announced => ({ period, light, done })

/** Nothing that was said holds any more. */
export const UNSAID: Announced = { period: null, light: 'grey', done: null }

/** The change as it is written down: with the alert after it and its place. */
export const alertEvent = (change: AlertChange, alert: Alert, sequence: Sequence): AlertEvent => ({
  type: change.type,
  why: change.why,
  day: change.day,
  alert,
  sequence,
  subject: change.subject,
  assessment: change.assessment,
  ...(change.before && { before: change.before }),
  ...(change.curve && { curve: change.curve }),
  ...(change.owed && { owed: change.owed }),
  ...(change.command && { command: change.command }),
})

/** An alert that has just begun. */
export const begun = ({ subject, kind, day, readings, announced, silencedUntil = null }: AlertChange): Alert => ({
  target: targetKey(subject),
  kind,
  status: 'open',
  since: day,
  readings,
  step: 'liaison',
  steppedOn: day,
  announced,
  acknowledged: null,
  silencedUntil,
  outcome: null,
})
