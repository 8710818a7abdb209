import { sayAmount } from '../say-amount.ts'
import type { Kind } from '../target.ts'

/** A figure of a target: growth says its direction (`增长3.1%`, `下降0.4%`, `持平`), the others their amount. */
export function sayFigureZh(value: number, kind: Kind, unit: string): string {
  if (kind !== 'growth') return sayAmount(value, unit)
  const said = sayAmount(Math.abs(value), '%')
  if (said === '0%') return '持平'
  return `${value < 0 ? '下降' : '增长'}${said}`
}

/** What is only expected: a percentage has no more than one decimal. */
export const sayForecastZh = (value: number, kind: Kind, unit: string): string => sayFigureZh(roundedForecast(value, unit), kind, unit)

export const sayForecastEn = (value: number, kind: Kind, unit: string): string => sayFigureEn(roundedForecast(value, unit), kind, unit)

const roundedForecast = (value: number, unit: string): number => (unit === '%' ? Math.round(value * 10) / 10 : value)

/** `up 3.1 %`, `down 0.4 %`, `unchanged`; amounts keep their Chinese units. */
export function sayFigureEn(value: number, kind: Kind, unit: string): string {
  if (kind !== 'growth') return sayAmount(value, unit)
  const said = sayAmount(Math.abs(value), '%').replace('%', ' %')
  if (said === '0 %') return 'unchanged'
  return `${value < 0 ? 'down' : 'up'} ${said}`
}

/** How far `value` is from `mark`: `低4.9个百分点`, `少7000户`; null where the two are the same. */
export function sayGapZh(value: number, mark: number, unit: string): string | null {
  const points = unit === '%'
  const gap = sayAmount(Math.abs(value - mark), points ? '个百分点' : unit)
  if (Number.parseFloat(gap) === 0) return null
  const [less, more] = points ? ['低', '高'] : ['少', '多']
  return `${value < mark ? less : more}${gap}`
}

/** `4.9 points below`, `7000户 below`. */
export function sayGapEn(value: number, mark: number, unit: string): string | null {
  const gap = sayAmount(Math.abs(value - mark), unit)
  if (Number.parseFloat(gap) === 0) return null
  return `${unit === '%' ? gap.replace('%', ' points') : gap} ${value < mark ? 'below' : 'above'}`
}

const DONE_ZH: Readonly<Record<Kind, string>> = { growth: '同比', amount: '完成', count: '完成', stock: '为', share: '为', milestone: '' }

/** What was done: `同比增长3.1%`, `完成12.3万户`, `为45%`. */
export const sayDoneZh = (value: number, kind: Kind, unit: string): string => `${DONE_ZH[kind]}${sayFigureZh(value, kind, unit)}`
