import type { Alert } from './alert.ts'
import { type AlertChange, announcing } from './alert-change.ts'
import { changeOf, hasEnded, type Matter } from './alert-matter.ts'
import type { AlertWhy } from './alert-why.ts'
import type { Assessment, Light, Outcome } from './assessment.ts'
import { climb } from './ladder.ts'

/**
 * Whether people hear of a target's light:
 * 1. it was closed with an outcome: corrected where another is known now, or none; else nothing
 * 2. the year has ended: what goes on is closed, and a miss that was never announced is told once
 * 3. no period is judged: missing data raises nothing and resolves nothing
 * 4. the period that was announced has another light now: corrected, whichever way it turned
 * 5. else the newest period says: red raises, worsens or climbs the ladder; yellow eases; green resolves
 */
export function decidePace(alert: Alert | null, matter: Matter): AlertChange | null {
  const { newest, said } = matter
  if (alert && alert.outcome !== null) return endedOtherwise(alert, matter)
  if (hasEnded(newest)) return goesOn(alert) || newest.outcome === 'missed' ? closed(matter, newest.outcome) : null
  if (newest.period === null) return null
  if (alert && said && said.period === alert.announced.period && said.light !== alert.announced.light) return corrected(alert, matter, 'verdict-revised')
  return BY_LIGHT[newest.light](alert, matter)
}

export const goesOn = (alert: Alert | null): alert is Alert => alert !== null && alert.status !== 'over'

export const closed = (matter: Matter, outcome: Outcome | null): AlertChange => changeOf(matter, { type: 'closed', why: 'year-ended', outcome })

/** An ending that was announced, and is another by what is known now: a revision, or the figure that was missing on 31 March. */
export const endedOtherwise = (alert: Alert, matter: Matter): AlertChange | null =>
  alert.outcome === matter.newest.outcome ? null : corrected(alert, matter, 'outcome-revised')

function corrected(alert: Alert, matter: Matter, why: AlertWhy): AlertChange {
  const { newest } = matter
  const verdict = why === 'verdict-revised' && matter.said ? matter.said : newest
  return changeOf(matter, {
    type: 'corrected',
    why,
    assessment: verdict,
    announced: announcing(verdict),
    before: { ...alert.announced, outcome: alert.outcome },
    outcome: why === 'outcome-revised' ? newest.outcome : null,
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
    if (!goesOn(alert)) return raised(matter, 'turned-red')
    return alert.status === 'eased' ? changeOf(matter, { type: 'worsened', why: 'turned-red' }) : climb(alert, matter)
  },
  yellow: (alert, matter) => (alert?.status === 'open' ? changeOf(matter, { type: 'eased', why: 'turned-yellow' }) : null),
  green: (alert, matter) => (goesOn(alert) ? changeOf(matter, { type: 'resolved', why: 'turned-green' }) : null),
  grey: () => null,
}

/** An alert that begins carries the silence that was asked for before it. */
export const raised = (matter: Matter, why: AlertWhy): AlertChange =>
  changeOf(matter, { type: 'raised', why, silencedUntil: matter.silencedUntil !== null && matter.day <= matter.silencedUntil ? matter.silencedUntil : null })
