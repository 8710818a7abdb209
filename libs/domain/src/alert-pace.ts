import type { Alert, AlertWhy } from './alert.ts'
import { type AlertChange, announcing } from './alert-change.ts'
import { changeOf, type Matter } from './alert-matter.ts'
import type { Assessment, Light } from './assessment.ts'
import { climb } from './ladder.ts'

/**
 * Whether people hear of a target's light:
 * 1. the year has ended: `yearEnded`
 * 2. it had ended, and by what is known now it has not: the ending is corrected
 * 3. no period is judged: missing data raises nothing and resolves nothing
 * 4. the period that was announced has another light now: corrected, whichever way it turned
 * 5. else the newest period says: red raises, worsens or climbs the ladder; yellow eases; green resolves
 */
export function decidePace(alert: Alert | null, matter: Matter): AlertChange | null {
  const { newest, said } = matter
  if (newest.outcome !== null) return yearEnded(alert, matter)
  if (alert && alert.outcome !== null) return corrected(alert, matter, 'outcome-revised')
  if (newest.period === null) return null
  if (alert && said && said.period === alert.announced.period && said.light !== alert.announced.light) return corrected(alert, matter, 'verdict-revised')
  return BY_LIGHT[newest.light](alert, matter)
}

/**
 * 1a. an alert that goes on is closed with the outcome
 * 1b. one that was closed with another outcome is corrected: a revision, or the figure that was missing on 31 March
 * 1c. a miss that was never announced is told once, as closed; a target met, or unknown, without an alert is not
 */
export function yearEnded(alert: Alert | null, matter: Matter): AlertChange | null {
  const { outcome } = matter.newest
  if (alert && alert.outcome !== null) return alert.outcome === outcome ? null : corrected(alert, matter, 'outcome-revised')
  if ((alert && alert.status !== 'over') || outcome === 'missed') return changeOf(matter, { type: 'closed', why: 'year-ended', outcome })
  return null
}

function corrected(alert: Alert, matter: Matter, why: AlertWhy): AlertChange {
  const { newest } = matter
  const verdict = why === 'verdict-revised' && matter.said ? matter.said : newest
  return changeOf(matter, {
    type: 'corrected',
    why,
    assessment: verdict,
    announced: announcing(verdict),
    before: { ...alert.announced, outcome: alert.outcome },
    outcome: newest.outcome,
    // A period that is not the newest no longer says where the alert stands.
    status: verdict.period === newest.period ? statusBy(newest) : alert.status,
  })
}

/** Yellow after red is eased. Once the year has ended, nothing is open. */
function statusBy({ light, outcome }: Assessment): Alert['status'] {
  if (outcome !== null) return 'over'
  return STATUS[light]
}

const STATUS: Readonly<Record<Light, Alert['status']>> = { red: 'open', yellow: 'eased', green: 'over', grey: 'over' }

const BY_LIGHT: Readonly<Record<Light, (alert: Alert | null, matter: Matter) => AlertChange | null>> = {
  red(alert, matter) {
    if (alert === null || alert.status === 'over') return raised(matter, 'turned-red')
    return alert.status === 'eased' ? changeOf(matter, { type: 'worsened', why: 'turned-red' }) : climb(alert, matter)
  },
  yellow: (alert, matter) => (alert?.status === 'open' ? changeOf(matter, { type: 'eased', why: 'turned-yellow' }) : null),
  green: (alert, matter) => (alert && alert.status !== 'over' ? changeOf(matter, { type: 'resolved', why: 'turned-green' }) : null),
  grey: () => null,
}

/** An alert that begins carries the silence that was asked for before it. */
export const raised = (matter: Matter, why: AlertWhy): AlertChange =>
  changeOf(matter, { type: 'raised', why, silencedUntil: matter.silencedUntil !== null && matter.day <= matter.silencedUntil ? matter.silencedUntil : null })
