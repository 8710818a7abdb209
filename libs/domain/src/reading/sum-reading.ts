import type { PaceLine } from '../assessment.ts'
import { noHistory } from '../forecast/no-history.ts'
import type { Outlook } from '../forecast/outlook.ts'
import { barOf, halfStep, isMet } from '../goal.ts'
import { hasPlan, planned } from '../pace/plan.ts'
import { usualShare } from '../pace/shares.ts'
import { isExact, isKnown, THIS_YEAR } from '../series/column.ts'
import { monthName } from '../series/vintage.ts'
import { blended } from './blended.ts'
import { inputsOf } from './inputs.ts'
import type { Known } from './known.ts'
import type { Aim, Reader } from './reading.ts'
import { rebasedAt, restOfYear } from './rest-of-year.ts'

/** What accumulates in the year: an amount or a count. */
export const readSum: Reader = (known, aim) => {
  const { goal, month } = aim
  const { level } = known.figures
  const at = THIS_YEAR + month - 1
  if (!isKnown(level, at)) return null
  const done = level.value[at]!
  const half = halfStep(level.step[at]!, aim.target.kind)
  const { due, line, share } = lineOf(known, aim)
  const { requiredRunRate, requiredPerMonth, bestRunRate } = restOfYear(known, { month, missing: goal.value - done })
  return {
    month,
    done,
    half,
    exact: isExact(level, at),
    due,
    line,
    start: 0,
    shareOfPace: due > 0 ? done / due : null,
    outlook: month === 12 ? null : outlookOf(known, aim, { done, half, share }),
    rebased: rebasedAt(known, month),
    requiredRunRate,
    requiredPerMonth,
    bestRunRate,
    inputs: inputsOf(known.figures, month, [level]),
  }
}

/** What is due by a month, whether or not anything is known of it yet. */
export const sumDue = (known: Known, aim: Aim): number => lineOf(known, aim).due

/** What is due, and as which share of the year where the plan or the series' own past says so. */
function lineOf({ figures }: Known, { target, goal, month }: Aim): { readonly due: number; readonly line: PaceLine; readonly share: number | null } {
  if (hasPlan(target)) {
    const due = planned(target, monthName(figures.base + THIS_YEAR + month - 1)) ?? 0
    return { due, line: 'plan', share: due / goal.value }
  }
  const usual = usualShare(figures.level, month)
  if (usual === null) return { due: (goal.value * month) / 12, line: 'straight', share: null }
  return { due: goal.value * usual.share, line: usual.line, share: usual.share }
}

interface SoFar {
  readonly done: number
  readonly half: number
  readonly share: number | null
}

function outlookOf(known: Known, { target, goal, month }: Aim, { done, half, share }: SoFar): Outlook | null {
  const { sign } = goal
  const bar = barOf(goal)
  const units = target.kind === 'count' ? bar : null
  const outlook =
    blended(known, { month, bar, sign }) ?? (bar > 0 ? noHistory({ start: 0, goal: bar, done, share, units, month, sign, method: 'no-history' }) : null)
  // What has been passed stays passed: the goal, or the limit.
  const isPassed = sign > 0 ? isMet(goal, done, half) : !isMet(goal, done, half)
  return outlook !== null && isPassed ? { ...outlook, pMiss: sign > 0 ? 0 : 1 } : outlook
}
