import type { Question } from './assess.ts'
import { goalOf } from './goal.ts'
import { growthDue } from './reading/growth-reading.ts'
import { FIRST_MONTH, READERS } from './reading/judged.ts'
import { type Known, know } from './reading/known.ts'
import { levelDue } from './reading/level-reading.ts'
import type { Aim } from './reading/reading.ts'
import { sumDue } from './reading/sum-reading.ts'
import { THIS_YEAR } from './series/column.ts'
import type { Kind } from './target.ts'

/** Twelve values, January first; null where none is known. */
export type Months = readonly (number | null)[]

/** How a target's year runs, to be drawn: in its expanded unit, per cent for growth and share. What accumulates is the sum since January. */
export interface Curve {
  readonly goal: number
  readonly thisYear: Months
  /** The same of the year before, on this year's basis; for growth that which was published then. */
  readonly lastYear: Months
  /** What is due by each month. */
  readonly line: Months
}

type Drawn = Exclude<Kind, 'milestone'>

const DUES: Readonly<Record<Drawn, (known: Known, aim: Aim) => number | null>> = {
  growth: growthDue,
  amount: sumDue,
  count: sumDue,
  stock: levelDue,
  share: levelDue,
}

/** The curve as it was known at the end of a day; null where the target is a milestone or has no value. */
export function curveOf({ target, series, asOf }: Pick<Question, 'target' | 'series' | 'asOf'>): Curve | null {
  const { kind, year } = target
  const goal = goalOf(target)
  if (kind === 'milestone' || goal === null) return null
  const known = know(series, { year, kind, asOf })
  const each = (value: (aim: Aim) => number | null | undefined): Months =>
    Array.from({ length: 12 }, (_, at) => (at + 1 < FIRST_MONTH[kind] ? null : kept(value({ target, goal, month: at + 1 }))))
  return {
    goal: goal.value,
    thisYear: each((aim) => READERS[kind](known, aim)?.done),
    lastYear: each(({ month }) => lastYearAt(known, kind, month)),
    line: each((aim) => DUES[kind](known, aim)),
  }
}

function lastYearAt({ figures, basis }: Known, kind: Drawn, month: number): number {
  const at = THIS_YEAR - 12 + month - 1
  if (kind === 'growth') return figures.growth.value[at]!
  return figures.level.value[at]! * (kind === 'amount' || kind === 'count' ? basis.thisYear[month - 1]! : 1)
}

/** As many digits as a picture can show: it stands in an event. */
const DIGITS = 9

const kept = (value: number | null | undefined): number | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(DIGITS))
