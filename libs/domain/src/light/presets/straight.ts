import { green, isBelow, NOT_FOR_GROWTH, ONLY_FOR_SUMS, type Preset, pointsAhead, red, yellow } from './preset.ts'

const FAR = red('10-points-below')
const BEHIND = yellow('below-the-straight-line')
const FINE = green('on-the-straight-line')

/** The straight line m/12: below it is yellow, by 10 points red. */
export const straight: Preset = (of) => {
  const points = pointsAhead(of)
  if (points === null) return of.kind === 'growth' ? NOT_FOR_GROWTH : ONLY_FOR_SUMS
  return isBelow(-10, points) ? (isBelow(points, 0) ? BEHIND : FINE) : FAR
}
