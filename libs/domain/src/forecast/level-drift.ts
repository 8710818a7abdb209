import { type Column, exactly, MONTHS, THIS_YEAR, YEARS } from '../series/column.ts'
import type { Outlook } from './outlook.ts'
import { studentT5, T5_80 } from './student-t.ts'

const LEAST_YEARS = 2
/** A level that never moved may move all the same, by this share of itself. */
const LEAST_SPREAD = 0.002
/** Besides the errors that were seen one is reckoned with, of this share of the mean square of past changes: a few good years prove little. */
const UNSEEN = 0.05

/** The level now, 1 to 12 which month it is, one unit of its last digit, and what it is to be; `sign` -1 where it is to stay below. */
export interface LevelNow {
  readonly done: number
  readonly step: number
  readonly goal: number
  readonly month: number
  readonly sign: number
}

/** A past year: what changed from its month to December, and from the December before to its month (NaN where that is not known). */
interface Past {
  readonly rest: number
  readonly before: number
}

/** One way to see the change to December, and the variance that it had in past years. */
interface View {
  readonly change: number
  readonly variance: number
}

/**
 * A stock or a share at December, seen three ways: from here on as in past years, no further change, and on at this year's pace. They are weighed by the square of their precision in past
 * years, and where they differ the spread is wider: what grows evenly goes on growing, what comes back every summer comes back. null with fewer than two past years.
 */
export function levelDrift(level: Column, now: LevelNow): Outlook | null {
  const { done, goal, sign } = now
  const past = pastOf(level, now.month)
  if (past.length < LEAST_YEARS) return null
  const { change, variance } = mixed(viewsOf(past, now, done - exactly(level, THIS_YEAR - 1)))
  const sd = Math.sqrt(variance * (1 + 1 / past.length))
  const end = done + change
  const pMiss = sd > 0 ? studentT5((sign * (goal - end)) / sd) : Number(sign * (goal - end) > 0)
  return { end, low: end - T5_80 * sd, high: end + T5_80 * sd, pMiss, method: 'level-drift', hasHistory: true }
}

function pastOf(level: Column, month: number): readonly Past[] {
  const past: Past[] = []
  for (let back = 1; back < YEARS; back++) {
    const then = exactly(level, THIS_YEAR - back * 12 + month - 1)
    const rest = exactly(level, MONTHS - 1 - back * 12) - then
    if (!Number.isNaN(rest)) past.push({ rest, before: then - exactly(level, THIS_YEAR - back * 12 - 1) })
  }
  return past
}

/** `before`: this year's change up to now, NaN where it is not known. */
function viewsOf(past: readonly Past[], { done, step, month }: LevelNow, before: number): readonly View[] {
  const left = (12 - month) / month
  const usual = past.reduce((sum, { rest }) => sum + rest, 0) / past.length
  const unseen = (UNSEEN * squares(past.map(({ rest }) => rest))) / past.length
  // A year's own part in the mean is left out of what it is compared with.
  const asUsual = past.map(({ rest }) => ((rest - usual) * past.length) / (past.length - 1))
  const onward = past.filter((year) => !Number.isNaN(year.before)).map((year) => year.rest - year.before * left)
  const view = (change: number, errors: readonly number[], digits: number): View => ({
    change,
    variance: (squares(errors) + unseen) / (errors.length + 1) + (LEAST_SPREAD * done) ** 2 + (step * step * digits) / 12,
  })
  const views = [
    view(usual, asUsual, 1),
    view(
      0,
      past.map(({ rest }) => rest),
      1,
    ),
  ]
  return Number.isNaN(before) || onward.length === 0 ? views : [...views, view(before * left, onward, (1 + left) ** 2 + left ** 2)]
}

const squares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0)

function mixed(views: readonly View[]): View {
  let weights = 0
  let sum = 0
  let second = 0
  let precision = 0
  for (const { change, variance } of views) {
    const weight = variance > 0 ? variance ** -2 : 1
    weights += weight
    sum += weight * change
    second += weight * change * change
    precision += variance > 0 ? 1 / variance : 0
  }
  const change = sum / weights
  const within = precision > 0 ? views.length / precision : 0
  return { change, variance: within + Math.max(0, second / weights - change * change) }
}
