import { green, isBelow, ONLY_FOR_SUMS, type Preset, pointsAhead, red } from './preset.ts'

const SLOW = red('below-target-growth')
const BEHIND = red('share-below-the-months-over')
const FINE = green('not-below')

/** Xuancheng 2020, without a yellow: the share below m/12, or growth below the target's, is red. */
export const xuancheng2020: Preset = (of) => {
  if (of.kind === 'growth') return isBelow(of.sign * (of.done - of.goal), 0) ? SLOW : FINE
  const points = pointsAhead(of)
  if (points === null) return ONLY_FOR_SUMS
  return isBelow(points, 0) ? BEHIND : FINE
}
