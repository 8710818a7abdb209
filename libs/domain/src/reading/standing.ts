import type { Ending, Standing } from '../reason.ts'
import { monthName } from '../series/vintage.ts'
import type { Target } from '../target.ts'
import type { Aim, Reading } from './reading.ts'

/** The unit in which a target's values are said. */
export const unitOf = ({ kind, unitExpanded, unit }: Target): string => (kind === 'growth' || kind === 'share' ? '%' : (unitExpanded ?? unit ?? ''))

const periodOfYear = ({ target: { year }, month }: Aim): string => monthName(year * 12 + month - 1)

const capOf = ({ goal }: Aim): { readonly cap?: true } => (goal.sign < 0 ? { cap: true } : {})

/** The parameters by which words say where a target stands. */
export const standingOf = (aim: Aim, { done, exact, due, outlook, month }: Reading): Standing => ({
  kind: aim.target.kind,
  period: periodOfYear(aim),
  unit: unitOf(aim.target),
  done,
  ...(!exact && { rough: true }),
  due,
  goal: aim.goal.value,
  ...capOf(aim),
  forecast: outlook?.end ?? null,
  pMiss: outlook?.pMiss ?? null,
  monthsLeft: 12 - month,
})

/** The parameters by which words say how a year ended. */
export const endingOf = (aim: Aim, { done, exact }: Reading): Ending => ({
  kind: aim.target.kind,
  period: periodOfYear(aim),
  unit: unitOf(aim.target),
  done,
  goal: aim.goal.value,
  ...capOf(aim),
  provisional: !exact,
})
