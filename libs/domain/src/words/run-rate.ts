import type { Assessment } from '../assessment.ts'
import { say, type Words } from '../notice/wording.ts'
import { monthOf } from '../period.ts'
import { sayAmount } from '../say-amount.ts'
import type { Kind } from '../target.ts'

/** How the amount a month is said: by the kind of the target, in the unit of its levels (元 where the target itself is in per cent). */
export interface Manner {
  readonly kind: Kind
  readonly unit: string
}

/** What the rest of the year needs, or null where it needs nothing or that cannot be said. */
interface Need {
  readonly months: number
  readonly perMonth: number | null
  /** How many times the same months of last year: `1.31`. */
  readonly times: string | null
  readonly bestTimes: string | null
  readonly beyondBest: boolean
}

function needOf({ period, requiredPerMonth, requiredRunRate, bestRunRate }: Assessment): Need | null {
  const months = period === null ? 0 : 12 - monthOf(period)
  const settled = (requiredPerMonth !== null && requiredPerMonth <= 0) || (requiredRunRate !== null && requiredRunRate <= -1)
  if (months === 0 || settled || (requiredPerMonth === null && requiredRunRate === null)) return null
  return {
    months,
    perMonth: requiredPerMonth,
    times: requiredRunRate === null ? null : (1 + requiredRunRate).toFixed(2),
    bestTimes: bestRunRate === null ? null : (1 + bestRunRate).toFixed(2),
    beyondBest: bestRunRate !== null && requiredRunRate !== null && requiredRunRate > bestRunRate,
  }
}

/** Sums are completed month by month; a stock grows, a share rises by points. */
const VERBS: Readonly<Record<Kind, string>> = { growth: '完成', amount: '完成', count: '完成', stock: '增加', share: '提高', milestone: '完成' }

const unitOf = ({ kind, unit }: Manner): string => (kind === 'share' ? '个百分点' : unit)

/** `后6个月需月均完成10.5万户，为去年同期的1.31倍，超过历年同期最好的1.12倍`. Null where nothing more is needed or it cannot be told. */
export function sayRunRateZh(assessment: Assessment, manner: Manner, words: Words = {}): string | null {
  const need = needOf(assessment)
  if (!need) return null
  const { months, perMonth, times } = need
  const 月数 = String(months)
  if (perMonth === null) {
    if (times === null) return null
    return `${say(words, months === 1 ? 'rate-times-last' : 'rate-times-each', { 月数, 倍数: times })}${bestOf(need, words)}`
  }
  const 数量 = `${VERBS[manner.kind]}${sayAmount(perMonth, unitOf(manner))}`
  const amount = say(words, months === 1 ? 'rate-last' : 'rate-each', { 月数, 数量 })
  return times === null ? amount : `${amount}${say(words, 'rate-times', { 倍数: times })}${bestOf(need, words)}`
}

const bestOf = ({ bestTimes, beyondBest }: Need, words: Words): string =>
  bestTimes === null ? '' : say(words, beyondBest ? 'rate-beyond' : 'rate-best', { 倍数: bestTimes })

/** `the remaining 6 months need 10.5万户 each, 1.31 times last year's, beyond the best ever of 1.12 times`. */
export function sayRunRateEn(assessment: Assessment, { kind, unit }: Manner): string | null {
  const need = needOf(assessment)
  if (!need) return null
  const { months, perMonth, times, bestTimes, beyondBest } = need
  const rest = months === 1 ? 'the last month needs' : `the remaining ${months} months need`
  const said = perMonth === null ? null : kind === 'share' ? sayAmount(perMonth, '%').replace('%', ' points') : sayAmount(perMonth, unit)
  const amount = said === null || months === 1 ? said : `${said} each`
  const best = bestTimes === null ? '' : beyondBest ? `, beyond the best ever of ${bestTimes} times` : ` (best ever: ${bestTimes} times)`
  return `${rest} ${[amount, times === null ? null : `${times} times last year's`].filter((part) => part !== null).join(', ')}${times === null ? '' : best}`
}
