import { type Day, monthOf, type Period, yearOf } from '../period.ts'
import type { Kind } from '../target.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** Whether the figures of this kind add up from January; the others stand at a point of time. */
const fromJanuary = (kind: Kind): boolean => kind === 'growth' || kind === 'amount' || kind === 'count'

/** The span that a figure of this kind covers: `1—6月`, `2024年全年`, `截至6月`. */
export function sayPeriodZh(period: Period, kind: Kind): string {
  const month = monthOf(period)
  if (!fromJanuary(kind)) return `截至${month}月`
  if (month === 12) return `${yearOf(period)}年全年`
  return month === 1 ? '1月' : `1—${month}月`
}

/** `January–June`, `the whole of 2024`, `as of June`. */
export function sayPeriodEn(period: Period, kind: Kind): string {
  const month = MONTHS[monthOf(period) - 1] ?? period
  if (!fromJanuary(kind)) return `as of ${month}`
  if (monthOf(period) === 12) return `the whole of ${yearOf(period)}`
  return monthOf(period) === 1 ? month : `January–${month}`
}

/** `2024年7月1日`. */
export const sayDayZh = (day: Day): string => `${yearOf(day)}年${monthOf(day)}月${Number(day.slice(8, 10))}日`

/** `1 July 2024`. */
export const sayDayEn = (day: Day): string => `${Number(day.slice(8, 10))} ${MONTHS[monthOf(day) - 1] ?? ''} ${yearOf(day)}`

/** `2024年6月`. */
export const sayMonthZh = (period: Period): string => `${yearOf(period)}年${monthOf(period)}月`

/** `June 2024`. */
export const sayMonthEn = (period: Period): string => `${MONTHS[monthOf(period) - 1] ?? ''} ${yearOf(period)}`
