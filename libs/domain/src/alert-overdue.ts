import type { Alert } from './alert.ts'
import type { AlertChange } from './alert-change.ts'
import { changeOf, type Matter } from './alert-matter.ts'
import { raised, yearEnded } from './alert-pace.ts'

/**
 * Whether a bureau hears that it owes a report: once, however many it comes to owe.
 * 1. what was closed with an outcome is corrected when another is known
 * 2. the report has come: resolved
 * 3. the year has ended without it: closed
 * 4. a report is past its due day: raised
 */
export function decideOverdue(alert: Alert | null, matter: Matter): AlertChange | null {
  const { owed, newest } = matter
  if (alert && alert.outcome !== null) return newest.outcome === null ? null : yearEnded(alert, matter)
  const isOpen = alert !== null && alert.status !== 'over'
  if (isOpen && owed.length === 0) return changeOf(matter, { type: 'resolved', why: 'report-came' })
  if (newest.outcome !== null) return isOpen ? yearEnded(alert, matter) : null
  return !isOpen && owed.length > 0 ? raised(matter, 'report-overdue') : null
}
