import type { PresetVerdict } from '../../assessment.ts'
import type { Kind } from '../../target.ts'
import type { PresetWhy } from '../../words/preset-why.ts'

/** What a named rule is asked about: one period of a target with a number. `done` has half a unit of its last digit in its favour. */
export interface PresetCase {
  readonly kind: Kind
  /** -1 where the figure is to stay at or below the goal: shortfall and excess change places. */
  readonly sign: number
  /** 1 to 12. */
  readonly month: number
  readonly done: number
  readonly goal: number
  readonly due: number | null
  readonly start: number | null
  /** Whether the same rule found the reading before below pace. */
  readonly belowBefore: boolean
}

/** A named rule. null as a light where the rule was not made for such a target, with the reason. */
export type Preset = (of: PresetCase) => PresetVerdict

export const green = (why: PresetWhy): PresetVerdict => ({ light: 'green', why })
export const yellow = (why: PresetWhy): PresetVerdict => ({ light: 'yellow', why })
export const red = (why: PresetWhy): PresetVerdict => ({ light: 'red', why })
export const inapplicable = (why: PresetWhy): PresetVerdict => ({ light: null, why })

/** Made for sums, where a share of the goal means something; growth has none, and a stock is mostly there from the start. */
export const NOT_FOR_GROWTH = inapplicable('not-for-growth')
export const ONLY_FOR_SUMS = inapplicable('only-for-sums')
export const NO_LINE = inapplicable('no-pace-line')

const EPSILON = 1e-9

/** Comparisons that do not stumble over binary fractions. */
export const isBelow = (value: number, mark: number): boolean => value < mark - EPSILON

/** Share of the goal that is done, less the share of the year that is over, in points; null for what does not accumulate. */
export function pointsAhead({ kind, sign, done, goal, month }: PresetCase): number | null {
  if ((kind !== 'amount' && kind !== 'count') || !(goal > 0)) return null
  return sign * 100 * (done / goal - month / 12)
}

/** Done ÷ due, mirrored where less is better; null without a line, or for growth. */
export function shareOfPace({ kind, sign, done, due }: PresetCase): number | null {
  if (kind === 'growth' || due === null || !(due > 0)) return null
  return sign > 0 ? done / due : 2 - done / due
}
