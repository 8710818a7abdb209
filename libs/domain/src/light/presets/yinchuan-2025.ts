import { green, isBelow, NOT_FOR_GROWTH, ONLY_FOR_SUMS, type Preset, pointsAhead, red, yellow } from './preset.ts'

const FAR = red('over-30-points-behind')
const SOME = yellow('10-to-30-points-behind')
const NEAR = green('within-10-points')

/** Yinchuan 2025: share of the goal against m/12; 10 to 30 points behind is yellow, more is red. */
export const yinchuan2025: Preset = (of) => {
  const points = pointsAhead(of)
  if (points === null) return of.kind === 'growth' ? NOT_FOR_GROWTH : ONLY_FOR_SUMS
  return isBelow(points, -30) ? FAR : isBelow(-10, points) ? NEAR : SOME
}
