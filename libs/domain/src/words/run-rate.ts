import type { Assessment } from '../assessment.ts'
import { monthOf } from '../period.ts'
import { sayAmount } from '../say-amount.ts'

/** What the rest of the year needs, or null where it needs nothing or that cannot be said. `unit` is that of the amount per month. */
export interface Need {
  readonly months: number
  readonly perMonth: string | null
  /** How many times the same months of last year: `1.31`. */
  readonly times: string | null
  readonly bestTimes: string | null
  readonly beyondBest: boolean
}

function needOf({ period, requiredPerMonth, requiredRunRate, bestRunRate }: Assessment, unit: string): Need | null {
  const months = period === null ? 0 : 12 - monthOf(period)
  const settled = (requiredPerMonth !== null && requiredPerMonth <= 0) || (requiredRunRate !== null && requiredRunRate <= -1)
  if (months === 0 || settled || (requiredPerMonth === null && requiredRunRate === null)) return null
  return {
    months,
    perMonth: requiredPerMonth === null ? null : sayAmount(requiredPerMonth, unit),
    times: requiredRunRate === null ? null : (1 + requiredRunRate).toFixed(2),
    bestTimes: bestRunRate === null ? null : (1 + bestRunRate).toFixed(2),
    beyondBest: bestRunRate !== null && requiredRunRate !== null && requiredRunRate > bestRunRate,
  }
}

/** `后6个月需月均完成10.5万户，为去年同期的1.31倍，超过历年同期最好的1.12倍`. `unit` is that of the levels: 元 where the target itself is in per cent. Null where nothing more is needed or it cannot be told. */
export function sayRunRateZh(assessment: Assessment, unit: string): string | null {
  const need = needOf(assessment, unit)
  if (!need) return null
  const { months, perMonth, times, bestTimes, beyondBest } = need
  const rest = months === 1 ? '最后1个月' : `后${months}个月`
  const amount = perMonth === null ? '' : months === 1 ? `需完成${perMonth}` : `需月均完成${perMonth}`
  if (times === null) return `${rest}${amount}`
  const best = bestTimes === null ? '' : beyondBest ? `，超过历年同期最好的${bestTimes}倍` : `（历年同期最好为${bestTimes}倍）`
  return amount === '' ? `${rest}需达到去年同期的${times}倍${best}` : `${rest}${amount}，为去年同期的${times}倍${best}`
}

/** `the remaining 6 months need 10.5万户 each, 1.31 times last year's, beyond the best ever of 1.12 times`. */
export function sayRunRateEn(assessment: Assessment, unit: string): string | null {
  const need = needOf(assessment, unit)
  if (!need) return null
  const { months, perMonth, times, bestTimes, beyondBest } = need
  const rest = months === 1 ? 'the last month needs' : `the remaining ${months} months need`
  const amount = perMonth === null ? null : months === 1 ? perMonth : `${perMonth} each`
  const best = bestTimes === null ? '' : beyondBest ? `, beyond the best ever of ${bestTimes} times` : ` (best ever: ${bestTimes} times)`
  return `${rest} ${[amount, times === null ? null : `${times} times last year's`].filter((part) => part !== null).join(', ')}${times === null ? '' : best}`
}
