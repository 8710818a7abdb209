import { type Observation, periodOf } from '@shixu/domain'
import type { CaseLine } from './case-line.ts'

const PLAIN = {
  region: '000000',
  indicator: 'case',
  coverage: 'ytd',
  bound: 'exact',
  publishedBasis: 'assumed',
  basis: 'first-published',
  source: 'case',
} as const

/** The day on which a question is asked: late in its month, when all that it tells is known. */
export const askedOn = ({ this_year, month }: CaseLine): string => `${periodOf(this_year, month)}-28`

const levelOf = (line: CaseLine, period: string, value: number): Observation => ({
  ...PLAIN,
  period,
  value,
  measure: 'level',
  unit: '元',
  step: 0,
  written: String(value),
  published: askedOn(line),
})

const growthOf = (line: CaseLine, period: string, value: number): Observation => ({
  ...levelOf(line, period, value),
  measure: 'growth',
  unit: '%',
  step: 0.1,
  written: `${value}%`,
})

/** What a question tells: past years' months, added up, and this year to date with its growth. */
export function factsOf(line: CaseLine): readonly Observation[] {
  const past = line.history.flatMap(({ year, months }) => {
    let sum = 0
    const known = months.indexOf(null)
    return months.slice(0, known < 0 ? 12 : known).map((value, index) => {
      sum += value ?? 0
      return levelOf(line, periodOf(year, index + 1), sum)
    })
  })
  const thisYear = (values: readonly (number | null)[], factOf: typeof levelOf): readonly Observation[] =>
    values.flatMap((value, index) => (value === null || index >= line.month ? [] : [factOf(line, periodOf(line.this_year, index + 1), value)]))
  return [...past, ...thisYear(line.ytd, levelOf), ...thisYear(line.ytd_yoy_pct, growthOf)]
}
