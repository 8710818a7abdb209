import type { Alert } from './alert.ts'
import { type AlertChange, UNSAID } from './alert-change.ts'
import { evolve } from './alert-evolve.ts'
import { changeOf, type Matter } from './alert-matter.ts'
import { decideOverdue } from './alert-overdue.ts'
import { decidePace, goesOn } from './alert-pace.ts'
import { decidePastDue } from './alert-past-due.ts'
import { decideReportDue } from './alert-report-due.ts'
import type { Command } from './command.ts'
import { climb, isSilenced } from './ladder.ts'

/** Why one decides now: the target was judged, a day began, a person spoke, or the target is gone. */
export type Occasion = 'judged' | 'day-began' | 'withdrawn' | Command

const JUDGES = { pace: decidePace, 'report-due': decideReportDue, overdue: decideOverdue, 'past-due': decidePastDue } as const

/** What an occasion changes, in order; each holds after the ones before it. Asking again after them all gives none: that is what makes a repeat harmless. */
export function decide(occasion: Occasion, alert: Alert | null, matter: Matter): readonly AlertChange[] {
  const changes: AlertChange[] = []
  for (let now = alert, next = decideOne(occasion, now, matter); next !== null; next = decideOne(occasion, now, matter)) {
    changes.push(next)
    now = evolve(now, next)
  }
  return changes
}

function decideOne(occasion: Occasion, alert: Alert | null, matter: Matter): AlertChange | null {
  if (occasion === 'judged') return matter.day < matter.effective ? null : JUDGES[matter.kind](alert, matter)
  if (!goesOn(alert)) return null
  if (occasion === 'day-began') return passTime(alert, matter)
  if (occasion === 'withdrawn') return changeOf(matter, { type: 'withdrawn', why: 'target-gone', announced: UNSAID })
  return answer(occasion, alert, matter)
}

/** 1. Whoever wants silence is left in peace. 2. A promise stops the ladder up to its day. 3. When that is gone he is reminded. 4. Else the ladder. */
function passTime(alert: Alert, matter: Matter): AlertChange | null {
  if (isSilenced(alert, matter.day)) return null
  const { acknowledged } = alert
  if (acknowledged && matter.day <= acknowledged.until) return null
  if (acknowledged) return changeOf(matter, { type: 'reminded', why: acknowledged.receiptOnly ? 'only-receipt' : 'promise-passed' })
  return climb(alert, matter)
}

/** A promise or a silence for a day that is gone changes nothing, nor does saying the same twice. Of a report that is not late nobody promises anything. */
function answer(command: Command, alert: Alert, matter: Matter): AlertChange | null {
  if (command.until < matter.day || isAnswered(command, alert)) return null
  if (alert.kind === 'report-due' && command.kind === 'acknowledge') return null
  return changeOf(matter, { type: 'acknowledged', why: command.kind === 'silence' ? 'silenced' : 'acknowledged', announced: alert.announced, command })
}

/** That he has read it takes back nothing that he has said before. */
function isAnswered({ kind, by, reason, until, receiptOnly }: Command, { silencedUntil, acknowledged }: Alert): boolean {
  if (kind === 'silence') return silencedUntil === until
  if (acknowledged !== null && receiptOnly && !acknowledged.receiptOnly) return true
  return acknowledged !== null && acknowledged.by === by && acknowledged.reason === reason && acknowledged.until === until
}
