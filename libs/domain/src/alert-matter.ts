import type { AlertKind } from './alert.ts'
import { type AlertChange, announcing } from './alert-change.ts'
import type { Assessment, Light } from './assessment.ts'
import type { LadderRule } from './bureau.ts'
import type { Release } from './calendar.ts'
import type { Indicator } from './indicator.ts'
import { type Day, monthOf } from './period.ts'
import type { Target } from './target.ts'

/** What an alert is decided by: one target as it stands at the end of `day`. */
export interface Matter {
  readonly kind: AlertKind
  readonly subject: Target
  /** Silent before this day. */
  readonly effective: Day
  readonly ladder: LadderRule
  readonly day: Day
  /** The newest judged period, or the grey assessment that says why there is none. */
  readonly newest: Assessment
  /** The period that was last announced, where it has just been judged again; else null. */
  readonly said: Assessment | null
  /** Distinct red periods in a row up to the newest. */
  readonly reds: number
  /** Reports that the bureau owes, oldest first. */
  readonly owed: readonly Release[]
  /** Reports that it has to hand in within days, oldest first. */
  readonly upcoming: readonly Release[]
  /** A silence that was asked for; null where none was. */
  readonly silencedUntil: Day | null
}

/** The kinds that a target can have. Only what a bureau itself reports is owed by it; a milestone owes no figure, only its day; what is no promise owes nothing. */
export function alertKindsOf(target: Pick<Target, 'kind' | 'firmness'>, indicator: Pick<Indicator, 'release'>): readonly AlertKind[] {
  if (!isPromise(target)) return []
  if (target.kind === 'milestone') return ['past-due']
  return indicator.release.rule === 'bureau' ? ['pace', 'report-due', 'overdue'] : ['pace']
}

/** `scope` and `progress` say nothing about the year's end. */
export const isPromise = ({ firmness }: Pick<Target, 'firmness'>): boolean => firmness === 'firm' || firmness === 'strive'

/** Whether the year is over. A sum that is reached early is met, but its year goes on. */
export const hasEnded = ({ outcome, period }: Assessment): boolean => outcome !== null && (outcome !== 'met' || period === null || monthOf(period) === 12)

/** How many of the newest periods are red without a break. */
export const redsInARow = (lights: readonly Light[]): number => lights.length - 1 - lights.findLastIndex((light) => light !== 'red')

type Fixed = 'type' | 'why'

/** A change about the newest period, unless it says otherwise. */
export const changeOf = (matter: Matter, change: Pick<AlertChange, Fixed> & Partial<Omit<AlertChange, Fixed>>): AlertChange => ({
  kind: matter.kind,
  day: matter.day,
  subject: matter.subject,
  assessment: matter.newest,
  announced: announcing(matter.newest),
  outcome: null,
  readings: readingsOf(matter),
  ...(matter.kind === 'overdue' && { owed: matter.owed }),
  ...(matter.kind === 'report-due' && { owed: matter.upcoming }),
  ...change,
})

function readingsOf({ kind, owed, upcoming, reds }: Matter): number {
  if (kind === 'overdue') return owed.length
  if (kind === 'report-due') return upcoming.length
  return kind === 'pace' ? reds : 1
}
