import type { AlertWhy } from './alert-why.ts'
import type { Assessment, Light, Outcome } from './assessment.ts'
import type { Release } from './calendar.ts'
import type { Command } from './command.ts'
import type { Curve } from './curve.ts'
import type { Day, Period } from './period.ts'
import type { Target, TargetKey } from './target.ts'

/** `pace`: red. `report-due`: a figure that a bureau has to report within days. `overdue`: one that it owes. `past-due`: a milestone's date is gone. */
export type AlertKind = 'pace' | 'report-due' | 'overdue' | 'past-due'

export type AlertEventType = 'raised' | 'eased' | 'worsened' | 'resolved' | 'corrected' | 'escalated' | 'acknowledged' | 'reminded' | 'closed' | 'withdrawn'

/** Whom the ladder has reached: 联络员, 负责人, 督查室. */
export type Step = 'liaison' | 'head' | 'supervision'

/** Partition and offset of the fact that caused it, and an ordinal among what it caused under the same key. Compare within a key only. */
export type Sequence = readonly [partition: number, offset: number, ordinal: number]

/** What was last said to people about a target. */
export interface Announced {
  readonly period: Period | null
  readonly light: Light
  readonly done: number | null
}

/** The whole state of one alert, enough to go on from. */
export interface Alert {
  readonly target: TargetKey
  readonly kind: AlertKind
  /** `open` is red (or overdue, or past due), `eased` is yellow after red, `over` is resolved, closed or withdrawn. */
  readonly status: 'open' | 'eased' | 'over'
  readonly since: Day
  /** Distinct red periods in a row (for `overdue` and `report-due`: periods owed or asked for). */
  readonly readings: number
  readonly step: Step
  /** From when the ladder counts days without an answer: the last step up, reminder or worsening, or `since`. */
  readonly steppedOn: Day
  readonly announced: Announced
  readonly acknowledged: Pick<Command, 'by' | 'reason' | 'until' | 'receiptOnly'> | null
  readonly silencedUntil: Day | null
  readonly outcome: Outcome | null
}

/** One thing that happened to an alert. Carries the alert after it, and what a reader needs to say it in words. */
export interface AlertEvent {
  readonly type: AlertEventType
  readonly why: AlertWhy
  readonly day: Day
  readonly alert: Alert
  readonly sequence: Sequence
  readonly subject: Target
  readonly assessment: Assessment | null
  /** For `corrected`: what had been said before. */
  readonly before?: Announced & { readonly outcome: Outcome | null }
  /** For `overdue`: the periods owed, oldest first, with the days they were due. For `report-due`: those asked for, with the days they are due. */
  readonly owed?: readonly Release[]
  /** For `pace`: how the year runs, to be drawn. */
  readonly curve?: Curve
  /** For `acknowledged`: who acknowledged or silenced it, why, and until when. */
  readonly command?: Command
}
