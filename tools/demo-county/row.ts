import type { Chance } from './chance.ts'

/** One figure as the tables of the county have it, all cells as text. */
export interface Row {
  readonly indicator: string
  readonly name_zh: string
  readonly period: string
  readonly coverage: 'ytd' | 'point'
  readonly measure: 'level' | 'growth' | 'share'
  readonly value: string
  readonly unit: string
  readonly bound: 'exact' | 'at-least'
  readonly basis: 'first-published' | 'revised'
  readonly published: string
}

export const MADE_UP = '# 全部数字由 tools/make-demo-county.ts 按固定的种子生成,都是虚构的。 All figures are invented.'

export const YEARS = [2021, 2022, 2023, 2024] as const

/** January has no release of its own. */
export const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const

export const periodOf = (year: number, month: number): string => `${year}-${String(month).padStart(2, '0')}`

/** A day of the month after. */
export const publishedOn = (year: number, month: number, day: number): string =>
  `${month === 12 ? periodOf(year + 1, 1) : periodOf(year, month + 1)}-${String(day).padStart(2, '0')}`

/** Statistics come out between the 17th and the 20th, those of the whole year by the 22nd. */
export const releaseDay = (chance: Chance, year: number, month: number): string =>
  publishedOn(year, month, month === 12 ? chance.whole(19, 22) : chance.whole(17, 20))

const byCodeUnit = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** A table as CSV, by the day of publication, under a line that says what it is. No cell of ours has a comma. */
export function csvOf<T extends { readonly published: string; readonly indicator: string }>(
  rows: readonly T[],
  columns: readonly (keyof T & string)[],
): string {
  const sorted = rows.toSorted((one, other) => byCodeUnit(one.published, other.published) || byCodeUnit(one.indicator, other.indicator))
  return `${[MADE_UP, columns.join(','), ...sorted.map((row) => columns.map((column) => row[column]).join(','))].join('\n')}\n`
}
