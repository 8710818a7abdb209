import type { Day, Indicator, Measure, Period } from '@shixu/domain'
import { type Wrong, wrong } from './result.ts'

interface Figure {
  readonly measure: Measure
  readonly value: number
  readonly period: Period
  readonly published: Day
}

/** Balances and profits may be below zero, things that are counted may not. */
const isMoney = (unit: string): boolean => unit.endsWith('元')

/** Each says what cannot be true of a figure, whatever the publisher. `receivedOn` is the day the document came. */
const CHECKS: readonly ((figure: Figure, about: { readonly indicator: Indicator; readonly receivedOn: Day }) => Wrong | null)[] = [
  ({ measure, value }, { indicator: { unit } }) =>
    measure === 'level' && value < 0 && !isMoney(unit) ? wrong('negative-count', `${value} ${unit}: there cannot be fewer than none`) : null,
  ({ measure, value }) => (measure === 'share' && (value < 0 || value > 100) ? wrong('percent-out-of-sense', `a share of ${value} % is none`) : null),
  ({ measure, value }, { indicator: { unit } }) =>
    measure === 'growth' && (value > 10_000 || value < (isMoney(unit) ? -10_000 : -100))
      ? wrong('percent-out-of-sense', `growth of ${value} % cannot be: nothing falls by more than all, or grows a hundredfold, within a year`)
      : null,
  ({ published }, { receivedOn }) => (published > receivedOn ? wrong('bad-date', `published ${published} is after the day of receipt, ${receivedOn}`) : null),
  // A figure may come out while its last month runs (截至目前), but not before it began.
  ({ period, published }) => (`${period}-01` > published ? wrong('future-period', `${period} had not begun when it was published, ${published}`) : null),
]

/** Everything about a figure that cannot be true. */
export const againstSense = (figure: Figure, about: { readonly indicator: Indicator; readonly receivedOn: Day }): readonly Wrong[] =>
  CHECKS.flatMap((check) => check(figure, about) ?? [])
