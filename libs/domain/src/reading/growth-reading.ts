import { growthOnly } from '../forecast/growth-only.ts'
import type { Outlook } from '../forecast/outlook.ts'
import { barOf } from '../goal.ts'
import { planned } from '../pace/plan.ts'
import { exactly, isExact, isKnown, MONTHS, THIS_YEAR } from '../series/column.ts'
import { monthName } from '../series/vintage.ts'
import { blended } from './blended.ts'
import { inputsOf } from './inputs.ts'
import type { Known } from './known.ts'
import type { Aim, Reader } from './reading.ts'
import { rebasedAt, restOfYear } from './rest-of-year.ts'

interface Grown {
  readonly done: number
  readonly half: number
  readonly exact: boolean
}

/** A growth target, by published growth of the year to date; by that of the levels only where none is published. */
export const readGrowth: Reader = (known, aim) => {
  const { goal, month, target } = aim
  const { figures } = known
  const at = THIS_YEAR + month - 1
  const isPublished = isKnown(figures.growth, at)
  const grown = isPublished ? publishedAt(known, at) : reckonedAt(known, month)
  if (grown === null) return null
  const plan = planned(target, monthName(figures.base + at))
  const due = growthDue(known, aim)
  const total = lastYearOf(known, month)
  return {
    month,
    ...grown,
    due,
    line: plan === null ? 'target-growth' : 'plan',
    start: null,
    shareOfPace: due > -100 ? (100 + grown.done) / (100 + due) : null,
    outlook:
      month === 12 ? null : (byLevels(known, aim, total) ?? growthOnly({ done: grown.done, goal: barOf(goal), sign: goal.sign, month, past: known.past })),
    rebased: rebasedAt(known, month),
    ...restOfYear(known, { month, missing: (1 + goal.value / 100) * total - exactly(figures.level, at) }),
    inputs: inputsOf(figures, month, isPublished ? [figures.growth, ...(isExact(figures.level, at) ? [figures.level] : [])] : [figures.level]),
  }
}

/** The growth that is due by a month: the plan's, else the target's own, all year long. */
export const growthDue = ({ figures }: Known, { target, goal, month }: Aim): number =>
  planned(target, monthName(figures.base + THIS_YEAR + month - 1)) ?? goal.value

const publishedAt = ({ figures: { growth } }: Known, at: number): Grown => ({
  done: growth.value[at]!,
  half: growth.step[at]! / 2,
  exact: isExact(growth, at),
})

function reckonedAt({ figures: { level }, basis }: Known, month: number): Grown | null {
  const at = THIS_YEAR + month - 1
  const now = exactly(level, at)
  const before = exactly(level, at - 12) * basis.thisYear[month - 1]!
  if (!(before > 0) || Number.isNaN(now)) return null
  const ratio = now / before
  const rounding = (level.step[at]! + ratio * level.step[at - 12]!) / 2 / before
  return { done: 100 * (ratio - 1), half: 100 * rounding, exact: true }
}

/** Last year's whole, on the basis of this year's figures up to a month; NaN where it is not known. */
const lastYearOf = ({ figures, basis }: Known, month: number): number => exactly(figures.level, MONTHS - 13) * basis.thisYear[month - 1]!

/** The forecast of the levels, said as growth. */
function byLevels(known: Known, { goal, month }: Aim, total: number): Outlook | null {
  if (!(total > 0)) return null
  const outlook = blended(known, { month, bar: (1 + barOf(goal) / 100) * total, sign: goal.sign })
  if (outlook === null) return null
  const growthOf = (sum: number): number => 100 * (sum / total - 1)
  return { ...outlook, end: growthOf(outlook.end), low: growthOf(outlook.low), high: growthOf(outlook.high) }
}
