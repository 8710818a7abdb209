import { green, isBelow, NO_LINE, NOT_FOR_GROWTH, type Preset, red, shareOfPace, yellow } from './preset.ts'

const FAR = red('over-10-percent-short')
const SHORT = yellow('up-to-10-percent-short')
const FINE = green('at-progress-target')

/** NDRC 2020: the target of progress (what is due by now) missed by up to 10 % of it is yellow, by more is red. */
export const ndrc2020: Preset = (of) => {
  const share = shareOfPace(of)
  if (share === null) return of.kind === 'growth' ? NOT_FOR_GROWTH : NO_LINE
  return isBelow(share, 0.9) ? FAR : isBelow(share, 1) ? SHORT : FINE
}
