import type { Alert } from './alert.ts'
import type { AlertChange } from './alert-change.ts'
import { changeOf, hasEnded, type Matter } from './alert-matter.ts'
import { closed, endedOtherwise, goesOn, raised } from './alert-pace.ts'

/**
 * Whether a bureau hears that it owes a report: once, however many it comes to owe.
 * 1. it was closed with an outcome: corrected when another is known
 * 2. the report has come, or the target is reached and none is needed: resolved
 * 3. the year has ended without it: closed
 * 4. a report is past its due day: raised
 */
export function decideOverdue(alert: Alert | null, matter: Matter): AlertChange | null {
  const { owed, newest } = matter
  if (alert && alert.outcome !== null) return newest.outcome === null ? null : endedOtherwise(alert, matter)
  const needed = owed.length > 0 && (newest.outcome === null || hasEnded(newest))
  if (goesOn(alert) && !needed) return changeOf(matter, { type: 'resolved', why: 'report-came' })
  if (hasEnded(newest)) return goesOn(alert) ? closed(matter, newest.outcome) : null
  return needed && !goesOn(alert) ? raised(matter, 'report-overdue') : null
}
