import type { Method } from '../assessment.ts'
import { BY_MONTH } from './by-month.ts'
import { NORMAL_80, normal } from './normal.ts'
import type { Outlook } from './outlook.ts'

const LEAST_SPREAD = 0.035
/** A share of the year below which it cannot be reckoned up to the whole. */
const LEAST_SHARE = 0.02

/** How much of the way from `start` to `goal` is done, and how much of it should be (`share`, where the series or a plan says so). */
export interface Way {
  readonly start: number
  readonly goal: number
  readonly done: number
  /** null: what is usual in that month. */
  readonly share: number | null
  /** Of how many single things the way consists; null where it is an amount. */
  readonly units: number | null
  readonly month: number
  /** -1 where the sum is to stay below the goal. */
  readonly sign: number
  readonly method: Method
}

/**
 * Without a past to learn from: the share that is done against the share that should be, with the spread of shares that is usual in that month. What comes one by one spreads by chance too
 * (binomially): of a few dozen projects the share by June says less than of billions.
 */
export function noHistory({ start, goal, done, share, units, month, sign, method }: Way): Outlook {
  const usual = Math.max(share ?? BY_MONTH.share[month - 1]!, LEAST_SHARE)
  const byChance = units === null ? 0 : Math.max(0, usual * (1 - usual)) / units
  const spread = Math.sqrt(Math.max(BY_MONTH.shareSpread[month - 1]!, LEAST_SPREAD) ** 2 + byChance)
  const way = goal - start
  const gone = (done - start) / way
  const endAt = (of: number): number => start + (done - start) / Math.max(of, LEAST_SHARE)
  const ends = [endAt(usual + NORMAL_80 * spread), endAt(usual - NORMAL_80 * spread)]
  const pMiss = normal((sign * (usual - gone)) / spread)
  return { end: endAt(usual), low: Math.min(...ends), high: Math.max(...ends), pMiss, method, hasHistory: false }
}
