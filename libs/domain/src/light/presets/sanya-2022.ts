import { green, isBelow, NO_LINE, NOT_FOR_GROWTH, type Preset, type PresetCase, red, shareOfPace, yellow } from './preset.ts'

const BAD = red('below-50-percent-of-pace')
const TWICE = red('below-pace-twice')
const BEHIND = yellow('below-pace')
const FINE = green('at-pace')

/** Sanya 2022: below pace is yellow, by more than half of it red; two yellow months running are red too. */
export const sanya2022: Preset = (of) => {
  const share = shareOfPace(of)
  if (share === null) return of.kind === 'growth' ? NOT_FOR_GROWTH : NO_LINE
  if (isBelow(share, 0.5)) return BAD
  if (!isBelow(share, 1)) return FINE
  return of.belowBefore ? TWICE : BEHIND
}

/** What the next reading has to remember. */
export const isBelowPace = (of: PresetCase): boolean => {
  const share = shareOfPace(of)
  return share !== null && isBelow(share, 1)
}
