import { inapplicable, isBelow, type Preset, red, yellow } from './preset.ts'

const ONLY_FOR_GROWTH = inapplicable('only-for-growth')
const NOT_FOR_CAPS = inapplicable('not-for-at-most')
/** Green would need the average of the other regions, which is not known here. */
const NO_AVERAGE = inapplicable('no-reference-average')
const SHRINKING = red('negative-growth')
const SLOW = yellow('growing-below-plan')

/** Tianjin 2022, for growth of the year to date: negative is red; growing, but below plan or below the average of reference, is yellow. */
export const tianjin2022: Preset = ({ kind, sign, done, goal, due }) => {
  if (kind !== 'growth') return ONLY_FOR_GROWTH
  if (sign < 0) return NOT_FOR_CAPS
  if (isBelow(done, 0)) return SHRINKING
  return isBelow(done, due ?? goal) ? SLOW : NO_AVERAGE
}
