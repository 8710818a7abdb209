import { green, inapplicable, isBelow, NO_LINE, NOT_FOR_GROWTH, type Preset, type PresetCase, red, yellow } from './preset.ts'

const NO_START = inapplicable('no-baseline')
const BAD = red('below-75-percent-of-plan')
const POOR = yellow('75-to-89-percent-of-plan')
const FINE = green('at-90-percent-of-plan')

/** ServiceNow's indicator score: (actual - start) ÷ (planned - start); 75 to 89 % is yellow, below that red. */
export const servicenow: Preset = (of) => {
  if (of.kind === 'growth') return NOT_FOR_GROWTH
  if (of.start === null) return NO_START
  const score = scoreOf(of)
  if (score === null) return NO_LINE
  return isBelow(score, 0.75) ? BAD : isBelow(score, 0.9) ? POOR : FINE
}

/** A way down counts like a way up; where the sum is to stay below its line, what exceeds it counts as lacking. */
function scoreOf({ sign, done, due, start }: PresetCase): number | null {
  if (start === null || due === null || due === start) return null
  const score = (done - start) / (due - start)
  return sign * (due - start) > 0 ? score : 2 - score
}
