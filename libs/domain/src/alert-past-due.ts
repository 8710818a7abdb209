import type { Alert } from './alert.ts'
import type { AlertChange } from './alert-change.ts'
import { changeOf, type Matter } from './alert-matter.ts'
import { closed, endedOtherwise, goesOn, raised } from './alert-pace.ts'
import type { ReasonCode } from './assessment.ts'
import type { Day } from './period.ts'

/** Its day is gone: nobody has said that it is done, or it is known not to be. */
const GONE: ReadonlySet<ReasonCode> = new Set<ReasonCode>(['milestone-past-due', 'no-report'])

/** What is not known by the end of this day is `unknown`. */
const lastWord = (year: number): Day => `${year + 1}-03-31`

/**
 * Whether people hear that a milestone's day is gone:
 * 1. what was closed with an outcome is corrected when another is known
 * 2. it is done: resolved, however late
 * 3. 31 March of the next year is gone too: closed
 * 4. its day is gone and nobody has said that it is done: raised; then the ladder goes by days
 */
export function decidePastDue(alert: Alert | null, matter: Matter): AlertChange | null {
  const { newest, subject, day } = matter
  const { code } = newest.reason
  if (alert && alert.outcome !== null) return newest.outcome === null ? null : endedOtherwise(alert, matter)
  if (code === 'milestone-done' || code === 'milestone-ahead') {
    return goesOn(alert) ? changeOf(matter, { type: 'resolved', why: 'milestone-done' }) : null
  }
  if (day > lastWord(subject.year)) return goesOn(alert) ? closed(matter, newest.outcome ?? 'unknown') : null
  return GONE.has(code) && !goesOn(alert) ? raised(matter, 'due-day-passed') : null
}
