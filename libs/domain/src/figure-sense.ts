import type { Indicator } from './indicator.ts'
import type { Measure } from './observation.ts'
import type { Day, Period } from './period.ts'
import type { RefusalCode } from './refusal.ts'

/** What a figure must make sense by. `value` in the expanded unit. */
export interface Figure {
  readonly measure: Measure
  readonly value: number
  readonly period: Period
  readonly published: Day
}

export interface Nonsense {
  readonly code: RefusalCode
  readonly reason: string
}

/** Balances and profits may be below zero, things that are counted may not. */
const isMoney = (unit: string): boolean => unit.endsWith('元')

const no = (code: RefusalCode, reason: string): Nonsense => ({ code, reason })

/** Each says what cannot be true of a figure, whatever the publisher. `receivedOn` is the day on which it came to us. */
const CHECKS: readonly ((figure: Figure, about: { readonly indicator: Pick<Indicator, 'unit'>; readonly receivedOn: Day }) => Nonsense | null)[] = [
  ({ measure, value }, { indicator: { unit } }) =>
    measure === 'level' && value < 0 && !isMoney(unit) ? no('negative-count', `${value} ${unit}: there cannot be fewer than none`) : null,
  ({ measure, value }) => (measure === 'share' && (value < 0 || value > 100) ? no('percent-out-of-sense', `a share of ${value} % is none`) : null),
  ({ measure, value }, { indicator: { unit } }) =>
    measure === 'growth' && (value > 10_000 || value < (isMoney(unit) ? -10_000 : -100))
      ? no('percent-out-of-sense', `growth of ${value} % cannot be: nothing falls by more than all, or grows a hundredfold, within a year`)
      : null,
  ({ published }, { receivedOn }) => (published > receivedOn ? no('bad-date', `published ${published} is after the day of receipt, ${receivedOn}`) : null),
  // A figure may come out while its last month runs (截至目前), but not before that month began.
  ({ period, published }) => (`${period}-01` > published ? no('future-period', `${period} had not begun when it was published, ${published}`) : null),
]

/** Everything about a figure that cannot be true; nothing where it can. */
export const againstSense = (figure: Figure, about: { readonly indicator: Pick<Indicator, 'unit'>; readonly receivedOn: Day }): readonly Nonsense[] =>
  CHECKS.flatMap((check) => check(figure, about) ?? [])
