import { TARGETS } from '../facts.ts'
import type { Filled, Ground } from '../ground.ts'
import { say, thousands } from '../say.ts'
import { inRounds, type Row } from './row.ts'

/** A nation: three years recalled, then a year judged, by one evaluator or several. */
export const nation: Row = async (ground, { regions = 3_000, rounds, evaluators }) => {
  const land = { regions, years: 3 }
  await inRounds(rounds, async (round) => {
    const prefix = `nation${round}.`
    const filled = await ground.fill(prefix, land, { afterPast: ['bench-evaluate'] })
    say(`nation of ${regions} regions with ${TARGETS} targets each, filled in ${filled.seconds.toFixed(0)} s; ${evaluators} evaluators`)
    const shares = await ground.sides(
      Array.from({ length: evaluators }, () => ({ mode: 'share', prefix, land, records: filled.year })),
      filled.year,
    )
    sayShares(shares, filled)
  })
}

const sayShares = (sides: Awaited<ReturnType<Ground['sides']>>, { year }: Filled): void => {
  const shares = sides.map(({ share }) => share!)
  const sum = (of: (share: (typeof shares)[number]) => number): number => shares.reduce((total, share) => total + of(share), 0)
  // Judging begins with the first partition that is recalled, whatever else is still to be.
  const [taken, live, recalled, handled] = [
    Math.min(...shares.map(({ at }) => at.taken)),
    Math.min(...shares.map(({ at }) => at.live)),
    Math.max(...shares.map(({ at }) => at.recalled)),
    Math.max(...shares.map(({ at }) => at.handled)),
  ]
  const records = sum((share) => share.recalled)
  const seconds = (recalled - taken) / 1000
  say(
    `  recalled ${records} in ${seconds.toFixed(1)} s: ${thousands(records / seconds)} a second, ${thousands(records / sum(({ recallCpu }) => recallCpu))} a CPU-second`,
  )
  const outputs = sides.reduce((total, side) => total + (side.outputs ?? 0), 0)
  const peaks = sides.map(({ peakMegabytes }) => Math.round(peakMegabytes))
  say(
    `  judged ${year} in ${((handled - live) / 1000).toFixed(1)} s since the first was recalled (${sum(({ judgeCpu }) => judgeCpu).toFixed(1)} s of the processor), ${outputs} records written; peak ${peaks.join(' + ')} MB`,
  )
}
