import type { Chance } from './chance.ts'
import { MONTHS, periodOf, type Row, releaseDay, YEARS } from './row.ts'

/** How a figure of the county goes: what a month of 2020 had, in the unit, and how it grew since. */
export interface Course {
  readonly indicator: string
  readonly name: string
  readonly unit: string
  readonly monthly: number
  /** Shares of the twelve months, any sum. */
  readonly season: readonly number[]
  /** Growth of 2021, 2022, 2023 and 2024, in per cent. */
  readonly growth: readonly number[]
  /** Deviation of a month, in per cent. */
  readonly noise: number
  /** What the levels of 2024 are multiplied by: 0.96 where the base was revised down by 4 %. Growth stays comparable. */
  readonly rebased?: number
  /** The months that are published; all but January where it is left out. */
  readonly months?: readonly number[]
  readonly publishes: readonly ('level' | 'growth')[]
}

/** The figures of a course as they were published, 2021 to 2024: year to date, and its growth over the year before. */
export function published(course: Course, chance: Chance): readonly Row[] {
  const years = [2020, ...YEARS].map((_, index) => monthsOf(course, { index, chance }))
  return YEARS.flatMap((year, index) =>
    (course.months ?? MONTHS).flatMap((month) => {
      const done = sumTo(years[index + 1] ?? [], month)
      const before = sumTo(years[index] ?? [], month)
      return rowsOf(course, {
        year,
        month,
        done: year === 2024 ? done * (course.rebased ?? 1) : done,
        growth: 100 * (done / before - 1),
        day: releaseDay(chance, year, month),
      })
    }),
  )
}

/** The months of a year, by what all years before it have grown. */
function monthsOf({ monthly, season, growth, noise }: Course, { index, chance }: { index: number; chance: Chance }): readonly number[] {
  const grown = growth.slice(0, index).reduce((product, each) => product * (1 + each / 100), monthly)
  const mean = season.reduce((sum, each) => sum + each, 0) / season.length
  return season.map((each) => (grown * each * (1 + (noise / 100) * chance.normal())) / mean)
}

const sumTo = (months: readonly number[], month: number): number => months.slice(0, month).reduce((sum, each) => sum + each, 0)

interface Said {
  readonly year: number
  readonly month: number
  readonly done: number
  readonly growth: number
  readonly day: string
}

function rowsOf({ indicator, name, unit, publishes }: Course, { year, month, done, growth, day }: Said): readonly Row[] {
  const about = { indicator, name_zh: name, period: periodOf(year, month), coverage: 'ytd', bound: 'exact', basis: 'first-published', published: day } as const
  const values = { level: { value: done.toFixed(2), unit }, growth: { value: growth.toFixed(1), unit: '%' } }
  return publishes.map((measure) => ({ ...about, measure, ...values[measure] }))
}
