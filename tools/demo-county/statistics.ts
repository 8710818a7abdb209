import { type Chance, chanceOf } from './chance.ts'
import { type Course, published } from './monthly.ts'
import { csvOf, MONTHS, periodOf, publishedOn, type Row, releaseDay, YEARS } from './row.ts'

/** Little before summer, much in autumn and before the Spring Festival. */
const SHOPPING = [1.2, 0.9, 0.85, 0.85, 0.9, 0.95, 0.95, 0.95, 1.05, 1.1, 1.1, 1.3]
const SHIPPING = [0.9, 0.6, 0.9, 0.95, 1, 1, 1, 1.05, 1.1, 1.1, 1.15, 1.25]
const SIGNING = [0.5, 0.5, 1.1, 0.8, 0.9, 1.4, 0.8, 0.9, 1.2, 0.9, 1.1, 1.9]
const TAXES = [1.5, 0.7, 0.9, 1.2, 1, 0.9, 1.2, 0.8, 0.8, 1.2, 0.8, 1]

const COURSES: readonly Course[] = [
  {
    indicator: 'retail-sales',
    name: '社会消费品零售总额',
    unit: '亿元',
    monthly: 5.2,
    season: SHOPPING,
    growth: [7.4, 5.6, 6.9, 7.3],
    noise: 1,
    publishes: ['growth', 'level'],
  },
  {
    indicator: 'foreign-trade',
    name: '进出口总额',
    unit: '亿元',
    monthly: 1.9,
    season: SHIPPING,
    growth: [6.1, 4.4, 5.6, 7],
    noise: 1.5,
    rebased: 0.96,
    publishes: ['growth', 'level'],
  },
  {
    indicator: 'tax-revenue',
    name: '税收收入',
    unit: '亿元',
    monthly: 0.84,
    season: TAXES,
    growth: [5.2, 4.1, 4.9, 5.8],
    noise: 1,
    months: [3, 6, 9, 12],
    publishes: ['growth', 'level'],
  },
  {
    indicator: 'investment-attracted',
    name: '招商引资到位资金',
    unit: '亿元',
    monthly: 7,
    season: SIGNING,
    growth: [9, 8, 9, -4],
    noise: 3,
    publishes: ['level'],
  },
]

/** The whole of `observations.csv`. */
export function statistics(seed: number): string {
  const chance = chanceOf(seed)
  const rows = [...COURSES.flatMap((course) => published(course, chance)), ...industrialOutput(chance), ...marketEntities(chance)]
  return csvOf(rows, ['indicator', 'name_zh', 'period', 'coverage', 'measure', 'value', 'unit', 'bound', 'basis', 'published'])
}

/** Growth of each year by December; of 2024 month by month from February, May as it was first said. */
const OUTPUT_BEFORE = [8.1, 6.6, 7.4]
const OUTPUT_2024 = [7.3, 7.5, 7.4, 2.1, 7.5, 7.6, 7.4, 7.5, 7.7, 7.6, 7.6]

/** Published as growth only. That of May 2024 was first said wrong, and corrected a fortnight later. */
function industrialOutput(chance: Chance): readonly Row[] {
  const about = { indicator: 'industrial-output', name_zh: '规模以上工业增加值', coverage: 'ytd', measure: 'growth', unit: '%', bound: 'exact' } as const
  const row = (year: number, month: number, value: number): Row => ({
    ...about,
    period: periodOf(year, month),
    value: value.toFixed(1),
    basis: 'first-published',
    published: releaseDay(chance, year, month),
  })
  const before = OUTPUT_BEFORE.flatMap((end, index) => MONTHS.map((month) => row(2021 + index, month, month === 12 ? end : end + 0.4 * chance.normal())))
  const corrected: Row = { ...about, period: '2024-05', value: '7.6', basis: 'revised', published: '2024-07-05' }
  return [...before, ...OUTPUT_2024.map((value, index) => row(2024, index + 2, value)), corrected]
}

/** A stock: so many 万户 at the end of the month. */
function marketEntities(chance: Chance): readonly Row[] {
  const about = {
    indicator: 'market-entities',
    name_zh: '经营主体',
    coverage: 'point',
    measure: 'level',
    unit: '万户',
    bound: 'exact',
    basis: 'first-published',
  } as const
  let stock = 4.12
  return YEARS.flatMap((year) =>
    MONTHS.map((month) => {
      stock += (month === 2 ? 2 : 1) * (0.0235 + 0.003 * chance.normal())
      return { ...about, period: periodOf(year, month), value: stock.toFixed(2), published: publishedOn(year, month, chance.whole(9, 11)) }
    }),
  )
}
