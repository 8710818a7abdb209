import { type Column, exactly, MONTHS, THIS_YEAR, YEARS } from '../series/column.ts'
import type { Outlook } from './outlook.ts'
import { studentT5, T5_80 } from './student-t.ts'

const LEAST_YEARS = 2
/** A level that never moved may move all the same, by this share of itself. */
const LEAST_SPREAD = 0.002

/** The level now, 1 to 12 which month it is, and what it is to be; `sign` -1 where it is to stay below. */
export interface LevelNow {
  readonly done: number
  readonly goal: number
  readonly month: number
  readonly sign: number
}

/**
 * A stock or a share: the level now plus the mean past change from this month to December, shrunk half way to none. null with fewer than two past changes.
 */
export function levelDrift(level: Column, { done, goal, month, sign }: LevelNow): Outlook | null {
  let count = 0
  let sum = 0
  let squares = 0
  for (let back = 1; back < YEARS; back++) {
    const change = exactly(level, MONTHS - 1 - back * 12) - exactly(level, THIS_YEAR - back * 12 + month - 1)
    if (Number.isNaN(change)) continue
    count++
    sum += change
    squares += change * change
  }
  if (count < LEAST_YEARS) return null
  const mean = sum / count
  const end = done + mean / 2
  const sd = Math.max(Math.sqrt(Math.max(0, squares - count * mean * mean) / (count - 1)), LEAST_SPREAD * Math.abs(done))
  const pMiss = sd > 0 ? studentT5((sign * (goal - end)) / sd) : sign * (goal - end) > 0 ? 1 : 0
  return { end, low: end - T5_80 * sd, high: end + T5_80 * sd, pMiss, method: 'level-drift', hasHistory: true }
}
