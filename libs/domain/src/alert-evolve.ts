import type { Alert, AlertEventType } from './alert.ts'
import { type AlertChange, begun } from './alert-change.ts'

/** No alert yet. */
export const initial: Alert | null = null

/** The alert after a change. The only thing that changes an alert; `null` before its first change. */
export const evolve = (alert: Alert | null, change: AlertChange): Alert => AFTER[change.type](alert ?? begun(change), change)

const told = (alert: Alert, { announced, readings }: AlertChange): Alert => ({ ...alert, announced, readings })
const over = (alert: Alert, change: AlertChange): Alert => ({ ...told(alert, change), status: 'over', acknowledged: null })

const AFTER: Readonly<Record<AlertEventType, (alert: Alert, change: AlertChange) => Alert>> = {
  raised: (_, change) => begun(change),
  eased: (alert, change) => ({ ...told(alert, change), status: 'eased' }),
  worsened: (alert, change) => ({ ...told(alert, change), status: 'open', steppedOn: change.day }),
  resolved: over,
  corrected,
  escalated: (alert, change) => ({ ...told(alert, change), step: change.step ?? alert.step, steppedOn: change.day }),
  acknowledged: answered,
  reminded: (alert, change) => ({ ...told(alert, change), acknowledged: null, steppedOn: change.day }),
  closed: (alert, change) => ({ ...over(alert, change), outcome: change.outcome }),
  withdrawn: over,
}

/** Days while it was not open are not days without an answer. */
function corrected(alert: Alert, change: AlertChange): Alert {
  const status = change.status ?? alert.status
  const reopened = status === 'open' && alert.status !== 'open'
  const acknowledged = status === 'over' ? null : alert.acknowledged
  return { ...told(alert, change), status, acknowledged, outcome: change.outcome, steppedOn: reopened ? change.day : alert.steppedOn }
}

/** An answer says nothing about the target, so what was announced stays. */
function answered(alert: Alert, { command, readings }: AlertChange): Alert {
  if (!command) return alert
  const { kind, by, reason, until, receiptOnly } = command
  if (kind === 'silence') return { ...alert, readings, silencedUntil: until }
  return { ...alert, readings, acknowledged: { by, reason, until, ...(receiptOnly && { receiptOnly }) } }
}
