import { green, isBelow, NO_LINE, NOT_FOR_GROWTH, type Preset, red, shareOfPace, yellow } from './preset.ts'

const BAD = red('below-60-percent-of-pace')
const POOR = yellow('below-80-percent-of-pace')
const FINE = green('at-80-percent-of-pace')

/** Wuhan 2022: share of what is due by now (时序进度); below 80 % is yellow, below 60 % red. */
export const wuhan2022: Preset = (of) => {
  const share = shareOfPace(of)
  if (share === null) return of.kind === 'growth' ? NOT_FOR_GROWTH : NO_LINE
  return isBelow(share, 0.6) ? BAD : isBelow(share, 0.8) ? POOR : FINE
}
