import { BY_MONTH } from './by-month.ts'
import type { Outlook } from './outlook.ts'
import type { PastGrowth } from './past-growth.ts'
import { studentT5, T5_80 } from './student-t.ts'

const ENOUGH_YEARS = 3
const LEAST_SPREAD = 2

/** Growth so far, and the growth that is asked for: per cent. `month` 1 to 11, `sign` -1 where growth is to stay below. */
export interface GrowthSoFar {
  readonly done: number
  readonly goal: number
  readonly sign: number
  readonly month: number
  readonly past: PastGrowth
}

/** Where only growth is published: this year's so far, drawn towards that of past years, and where few are known towards the target. */
export function growthOnly({ done, goal, sign, month, past }: GrowthSoFar): Outlook {
  const few = past.count < ENOUGH_YEARS
  const usual = few ? ((past.count === 0 ? 0 : past.count * past.median) + (ENOUGH_YEARS - past.count) * goal) / ENOUGH_YEARS : past.median
  const end = usual + BY_MONTH.weight[month - 1]! * (done - usual)
  const sd = BY_MONTH.spread[month - 1]! * (few ? LEAST_SPREAD : Math.max(past.spread, LEAST_SPREAD))
  const pMiss = studentT5((sign * (goal - end)) / sd)
  return { end, low: end - T5_80 * sd, high: end + T5_80 * sd, pMiss, method: 'growth-only', hasHistory: past.count > 0 }
}
