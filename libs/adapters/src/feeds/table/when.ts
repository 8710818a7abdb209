import { type Coverage, type Day, dayOf, daysIn, monthOf, type Period, periodOf } from '@shixu/domain'
import { type Read, wrong } from './result.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const RIGHT_PERIOD = 'write the last month that it covers: 2024-06'
const QUARTERS: Readonly<Record<string, number>> = { 一: 3, 二: 6, 三: 9, 四: 12, 1: 3, 2: 6, 3: 9, 4: 12 }

/** Each way to write a period, and the month it ends with. `Jun-24` is what Excel makes of 2024-06. */
const PERIODS: readonly (readonly [RegExp, (found: RegExpExecArray) => Period | null])[] = [
  [/^(\d{4})[-/.](\d{1,2})$/u, (found) => ending(found[1], Number(found[2]))],
  [/^(\d{4})(\d{2})$/u, (found) => ending(found[1], Number(found[2]))],
  [/^(\d{4})年(\d{1,2})月份?$/u, (found) => ending(found[1], Number(found[2]))],
  [/^(\d{4})年1[-–—~至](\d{1,2})月份?$/u, (found) => ending(found[1], Number(found[2]))],
  [/^(\d{4})[-年]?(?:第?([一二三四1-4])季度|q([1-4]))$/u, (found) => ending(found[1], QUARTERS[found[2] ?? found[3] ?? ''] ?? 0)],
  [/^(\d{4})年上半年$/u, (found) => ending(found[1], 6)],
  [/^(\d{4})年(?:全年)?$/u, (found) => ending(found[1], 12)],
  [/^([a-z]{3})-(\d{2})$/u, (found) => ending(`20${found[2]}`, MONTHS.indexOf(found[1] ?? '') + 1)],
]

const ending = (year: string | undefined, month: number): Period | null => (month >= 1 && month <= 12 ? periodOf(Number(year), month) : null)

const plain = (cell: string): string => cell.normalize('NFKC').replace(/\s+/gu, '').toLowerCase()

/** The month that a period ends with, in the ways that Chinese tables write it. */
export const readPeriod = (cell: string): Read<Period> => {
  const text = plain(cell)
  for (const [pattern, month] of PERIODS) {
    const found = pattern.exec(text)
    const period = found && month(found)
    if (period) return { value: period }
  }
  return wrong('bad-period', `"${cell}" is no period; ${RIGHT_PERIOD}`)
}

/** A quarter alone ends in March, June, September or December. */
export const fits = (period: Period, coverage: Coverage): Read<Period> =>
  coverage === 'quarter' && monthOf(period) % 3 !== 0
    ? wrong('bad-period', `no quarter ends with ${period}; right would be month 03, 06, 09 or 12`)
    : { value: period }

/** A calendar day: 2024-07-23, 2024/7/23, 20240723, 2024年7月23日; a time of day behind it is left out. */
export const readDay = (cell: string): Read<Day> => {
  const found = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:t?\d{1,2}:.*)?$/u.exec(plain(cell))
  const [year, month, date] = [Number(found?.[1]), Number(found?.[2] ?? found?.[4]), Number(found?.[3] ?? found?.[5])]
  if (!found || month < 1 || month > 12 || date < 1 || date > daysIn(year, month)) return wrong('bad-date', `"${cell}" is no day; write 2024-07-23`)
  return { value: dayOf(year, month, date) }
}
