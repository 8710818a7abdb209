import { type Chance, chanceOf } from './chance.ts'
import { MONTHS, periodOf, publishedOn } from './row.ts'

/** By month from February. A summer of many leavers from school lifts it above 5.5 for two months. */
const UNEMPLOYED: readonly (readonly [year: number, values: readonly number[]])[] = [
  [2022, [5.6, 5.7, 5.7, 5.6, 5.5, 5.6, 5.6, 5.5, 5.5, 5.5, 5.4]],
  [2023, [5.5, 5.4, 5.4, 5.3, 5.3, 5.5, 5.5, 5.3, 5.3, 5.2, 5.3]],
  [2024, [5.4, 5.4, 5.3, 5.3, 5.3, 5.7, 5.8, 5.5, 5.4, 5.3, 5.2]],
]

/** By quarter. */
const DIGITAL: readonly (readonly [year: number, values: readonly number[]])[] = [
  [2022, [8.2, 8.5, 8.9, 9.3]],
  [2023, [9.6, 9.9, 10.2, 10.6]],
  [2024, [10.9, 11.3, 11.6, 12.1]],
]

/** The whole of `survey.json`, a row to a line. */
export function survey(seed: number): string {
  const chance = chanceOf(seed)
  const rows = [...UNEMPLOYED.flatMap((year) => unemployed(year, chance)), ...DIGITAL.flatMap((year) => digital(year, chance))]
  const sorted = rows.toSorted((one, other) => (one.公布日期 < other.公布日期 ? -1 : one.公布日期 > other.公布日期 ? 1 : 0))
  const lines = sorted.map((row) => `    ${JSON.stringify(row)}`)
  return `{\n  "note": "全部虚构,由 tools/make-demo-county.ts 生成。 All figures are invented.",\n  "data": [\n${lines.join(',\n')}\n  ]\n}\n`
}

interface Surveyed {
  readonly 指标: string
  readonly 时间: string
  readonly 数值: { readonly 比重: string }
  readonly 公布日期: string
}

const unemployed = ([year, values]: readonly [number, readonly number[]], chance: Chance): readonly Surveyed[] =>
  MONTHS.map((month, index) => surveyed('城镇调查失业率', { year, month, value: values[index] ?? 0, day: chance.whole(15, 17) }))

const digital = ([year, values]: readonly [number, readonly number[]], chance: Chance): readonly Surveyed[] =>
  [3, 6, 9, 12].map((month, index) => surveyed('数字经济核心产业占比', { year, month, value: values[index] ?? 0, day: chance.whole(22, 25) }))

const surveyed = (name: string, { year, month, value, day }: { year: number; month: number; value: number; day: number }): Surveyed => ({
  指标: name,
  时间: periodOf(year, month),
  数值: { 比重: value.toFixed(1) },
  公布日期: publishedOn(year, month, day),
})
