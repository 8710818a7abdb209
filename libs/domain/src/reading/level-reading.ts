import type { PaceLine } from '../assessment.ts'
import { levelDrift } from '../forecast/level-drift.ts'
import { noHistory } from '../forecast/no-history.ts'
import type { Outlook } from '../forecast/outlook.ts'
import { barOf, type Goal, halfStep } from '../goal.ts'
import { hasPlan, planned } from '../pace/plan.ts'
import { exactly, isExact, isKnown, MONTHS, THIS_YEAR } from '../series/column.ts'
import { monthName, monthNumber } from '../series/vintage.ts'
import { inputsOf } from './inputs.ts'
import type { Known } from './known.ts'
import type { Aim, Reader } from './reading.ts'

/** Where a stock or share starts from, and how much of the time from there to December has passed at a month. */
interface Baseline {
  readonly value: number
  readonly elapsed: number
}

/** A level by year end: a stock, or a share in per cent. */
export const readLevel: Reader = (known, aim) => {
  const { goal, month, target } = aim
  const { level } = known.figures
  const at = THIS_YEAR + month - 1
  if (!isKnown(level, at)) return null
  const done = level.value[at]!
  const baseline = baselineOf(known, aim)
  const { due, line } = lineOf(known, aim, baseline)
  return {
    month,
    done,
    half: halfStep(level.step[at]!, target.kind),
    exact: isExact(level, at),
    due,
    line,
    start: baseline?.value ?? null,
    shareOfPace: due !== null && due > 0 ? done / due : null,
    outlook: month === 12 ? null : outlookOf(known, aim, baseline),
    rebased: null,
    requiredRunRate: null,
    requiredPerMonth: month < 12 && goal.sign > 0 && goal.value > done ? (goal.value - done) / (12 - month) : null,
    bestRunRate: null,
    inputs: inputsOf(known.figures, month, [level]),
  }
}

/** Last December's figure where it is known, else what the registry gives. */
function baselineOf({ figures }: Known, { target, month }: Aim): Baseline | null {
  const december = exactly(figures.level, THIS_YEAR - 1)
  if (!Number.isNaN(december)) return { value: december, elapsed: month / 12 }
  if (target.baseline === null) return null
  const from = monthNumber(target.baseline.period) - figures.base
  const whole = MONTHS - 1 - from
  return whole > 0 ? { value: target.baseline.value, elapsed: Math.max(0, THIS_YEAR + month - 1 - from) / whole } : null
}

const isAhead = (goal: Goal, baseline: Baseline): boolean => goal.sign * (barOf(goal) - baseline.value) > 0

/** The level that is due by a month; null where no line can be drawn. */
export const levelDue = (known: Known, aim: Aim): number | null => lineOf(known, aim, baselineOf(known, aim)).due

function lineOf({ figures }: Known, { target, goal, month }: Aim, baseline: Baseline | null): { readonly due: number | null; readonly line: PaceLine } {
  if (hasPlan(target)) {
    const due = planned(target, monthName(figures.base + THIS_YEAR + month - 1))
    if (due !== null) return { due, line: 'plan' }
  }
  if (baseline === null) return { due: null, line: 'none' }
  // From beyond the goal, what is due is to stay there.
  const due = isAhead(goal, baseline) ? baseline.value + (goal.value - baseline.value) * baseline.elapsed : goal.value
  return { due, line: 'baseline-line' }
}

function outlookOf({ figures }: Known, { goal, month }: Aim, baseline: Baseline | null): Outlook | null {
  const at = THIS_YEAR + month - 1
  const done = figures.level.value[at]!
  const bar = barOf(goal)
  const drift = levelDrift(figures.level, { done, step: figures.level.step[at]!, goal: bar, month, sign: goal.sign })
  if (drift !== null) return drift
  if (baseline === null || baseline.elapsed === 0 || !isAhead(goal, baseline)) return null
  return noHistory({ start: baseline.value, goal: bar, done, share: baseline.elapsed, units: null, month, sign: 1, method: 'baseline-line' })
}
