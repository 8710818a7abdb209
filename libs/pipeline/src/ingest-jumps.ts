import type { Observation } from '@shixu/domain'
import type { Refusal, Vintage } from './ports.ts'

/** A slip between 万 and 亿, or between 元 and 亿元, is a factor of ten thousand and more; no honest series grows a thousandfold from one figure to the next. */
export const JUMP = 1_000

/** With fewer figures than this of its own, a document cannot say what is usual in it. */
const ENOUGH = 3

const seriesKey = (of: Vintage): string => `${of.region}/${of.indicator}/${of.coverage}`

const isLevel = (of: Vintage): boolean => of.measure === 'level' && of.value !== 0

/** Parts what is at least a thousand times above or below the newest level known, or, on a first load, the middle one of the document. */
export const refuseJumps = (
  observations: readonly Observation[],
  known: readonly Vintage[],
): { readonly kept: readonly Observation[]; readonly refusals: readonly Refusal[] } => {
  const usual = usualLevels(observations, known)
  const refusals: Refusal[] = []
  const kept = observations.filter((each) => {
    const level = isLevel(each) ? usual.get(seriesKey(each)) : undefined
    const jumps = level !== undefined && isJump(each.value, level)
    if (jumps) refusals.push(jumped(each, level))
    return !jumps
  })
  return { kept, refusals }
}

const isJump = (value: number, level: number): boolean => {
  const ratio = Math.abs(value / level)
  return ratio >= JUMP || ratio <= 1 / JUMP
}

const usualLevels = (observations: readonly Observation[], known: readonly Vintage[]): ReadonlyMap<string, number> => {
  const usual = new Map<string, number>()
  for (const [series, levels] of Map.groupBy(observations.filter(isLevel), seriesKey)) if (levels.length >= ENOUGH) usual.set(series, middle(levels))
  for (const [series, levels] of Map.groupBy(known.filter(isLevel), seriesKey)) usual.set(series, newest(levels).value)
  return usual
}

const middle = (levels: readonly Vintage[]): number => levels.map(({ value }) => Math.abs(value)).sort((a, b) => a - b)[Math.floor(levels.length / 2)] as number

const newest = (levels: readonly Vintage[]): Vintage =>
  levels.reduce((best, each) => (`${each.period} ${each.published}` >= `${best.period} ${best.published}` ? each : best))

const jumped = (observation: Observation, level: number): Refusal => ({
  place: placeOf(observation),
  code: 'jump',
  reason: `${observation.indicator} ${observation.period}: ${observation.written} is ${observation.value} ${observation.unit}, ${JUMP} times or more away from the level known, ${level} ${observation.unit}; check the unit, and retry with "accept" where it is right`,
  bytes: new TextEncoder().encode(JSON.stringify(observation)),
  about: observation.indicator,
})

/** Where in its document an observation stands: what its source says behind the `#`. */
export const placeOf = (observation: Pick<Observation, 'source'>): string => observation.source.slice(observation.source.indexOf('#') + 1)
