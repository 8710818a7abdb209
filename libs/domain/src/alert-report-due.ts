import type { Alert } from './alert.ts'
import type { AlertChange } from './alert-change.ts'
import { changeOf, type Matter } from './alert-matter.ts'
import { goesOn, raised } from './alert-pace.ts'

/**
 * Whether a bureau is asked for a report before it is late: once some workdays ahead, and once more on the day where it has not come.
 * 1. the report has come, or the target is reached and none is needed: resolved
 * 2. the day is gone: resolved too, for from now on the report is `overdue`, and that alert is another
 * 3. its day is near: raised
 * 4. its day has come: reminded
 */
export function decideReportDue(alert: Alert | null, matter: Matter): AlertChange | null {
  const { newest, owed, upcoming, day } = matter
  const next = newest.outcome === null ? upcoming[0] : undefined
  if (next === undefined) return goesOn(alert) ? changeOf(matter, { type: 'resolved', why: owed.length > 0 ? 'asked-in-vain' : 'report-came' }) : null
  const isToday = day >= next.due
  if (!goesOn(alert)) return raised(matter, isToday ? 'report-due-today' : 'report-due-soon')
  return isToday && alert.steppedOn < next.due ? changeOf(matter, { type: 'reminded', why: 'report-due-today' }) : null
}
