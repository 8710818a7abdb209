import { type Observation, periodOf } from '@shixu/domain'
import { anObservation } from './builders.ts'

/** How an invented series runs. Noise is the relative standard deviation of a month, `turn` that of the level's step from month to month. */
export interface Habit {
  readonly years: number
  readonly firstYear: number
  readonly seasons: number
  readonly noise: number
  readonly turn: number
}

const HABIT: Habit = { years: 6, firstYear: 2019, seasons: 0.5, noise: 0.06, turn: 0.02 }

/** Months of a series that nobody published. */
export interface InventedCourse {
  readonly firstYear: number
  /** What January to that month (1 to 12) of the year came to. */
  readonly ytd: (year: number, month: number) => number
}

/** Mulberry32: small, seeded, good enough to invent figures. Numbers from 0 to below 1. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A level that walks and grows, times its seasons, times noise. The same seed always gives the same series. */
export function inventCourse(seed: number, over: Partial<Habit> = {}): InventedCourse {
  const { years, firstYear, seasons, noise, turn } = { ...HABIT, ...over }
  const random = randomFrom(seed)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const shape = Array.from({ length: 12 }, () => Math.exp(seasons * (random() - 0.5)))
  const growth = -0.02 + 0.14 * random()
  let level = 1e9 * (0.5 + random())
  const months = Array.from({ length: years * 12 }, (_, index) => {
    level *= Math.exp(growth / 12 + turn * normal())
    return level * (shape[index % 12] ?? 1) * Math.exp(noise * normal())
  })
  const ytd = (year: number, month: number): number => {
    const from = (year - firstYear) * 12
    return Math.round(months.slice(from, from + month).reduce((sum, value) => sum + value, 0) / 1e6) * 1e6
  }
  return { firstYear, ytd }
}

/** The month after a period, and its 20th: when its figures come out. */
export const releaseOf = (year: number, month: number): string => `${month === 12 ? periodOf(year + 1, 1) : periodOf(year, month + 1)}-20`

/** The year to date from February to `until`, as levels in 百万元, each published on the 20th of the month after. */
export const levelsOf = ({ ytd }: InventedCourse, year: number, until = 12): readonly Observation[] =>
  Array.from({ length: until - 1 }, (_, index) => index + 2).map((month) =>
    anObservation({ period: periodOf(year, month), measure: 'level', unit: '元', step: 1e6, value: ytd(year, month), published: releaseOf(year, month) }),
  )

/** Its growth over the year before, in per cent with one decimal. */
export const growthsOf = ({ ytd }: InventedCourse, year: number, until = 12): readonly Observation[] =>
  Array.from({ length: until - 1 }, (_, index) => index + 2).map((month) =>
    anObservation({
      period: periodOf(year, month),
      value: Math.round(1000 * (ytd(year, month) / ytd(year - 1, month) - 1)) / 10,
      published: releaseOf(year, month),
    }),
  )
