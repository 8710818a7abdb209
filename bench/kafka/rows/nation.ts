import { PARTITIONS, TARGETS } from '../facts.ts'
import { say, thousands } from '../say.ts'
import type { Outcome } from '../task.ts'
import { inRounds, type Row } from './row.ts'

type Share = NonNullable<Outcome['share']>

/** A nation: three years recalled, and then, by other processes that recall them again, a year judged; by one evaluator or several. */
export const nation: Row = async (ground, { regions = 3_000, rounds, evaluators }) => {
  const land = { regions, years: 3 }
  await inRounds(rounds, async (round) => {
    const prefix = `nation${round}.`
    const { past, seconds } = await ground.fill(prefix, land, { afterPast: ['bench-evaluate'], pastOnly: true })
    say(`nation of ${regions} regions with ${TARGETS} targets each, ${past} records of its past filled in in ${seconds.toFixed(0)} s; ${evaluators} evaluators`)
    const tasks = Array.from({ length: evaluators }, () => ({ mode: 'share' as const, prefix, land, records: 0 }))
    sayRecalled(await ground.sides(tasks, { partitions: PARTITIONS, handled: 0 }))
    const year = await ground.goOn(prefix, land)
    sayJudged(await ground.sides(tasks, { partitions: PARTITIONS, handled: year }), year)
  })
}

const sharesOf = (sides: readonly Outcome[]): readonly Share[] => sides.map(({ share }) => share!)

const sum = (shares: readonly Share[], of: (share: Share) => number): number => shares.reduce((total, share) => total + of(share), 0)

const peaksOf = (sides: readonly Outcome[]): string => `peak ${sides.map(({ peakMegabytes }) => Math.round(peakMegabytes)).join(' + ')} MB`

const sayRecalled = (sides: readonly Outcome[]): void => {
  const shares = sharesOf(sides)
  const seconds = (Math.max(...shares.map(({ at }) => at.recalled)) - Math.min(...shares.map(({ at }) => at.taken))) / 1000
  const records = sum(shares, ({ recalled }) => recalled)
  const perCpu = thousands(records / sum(shares, ({ recallCpu }) => recallCpu))
  say(`  recalled ${records} in ${seconds.toFixed(1)} s: ${thousands(records / seconds)} a second, ${perCpu} a CPU-second, ${peaksOf(sides)}`)
}

/** Judging begins with the first partition that is recalled, whatever else is still to be. */
const sayJudged = (sides: readonly Outcome[], year: number): void => {
  const shares = sharesOf(sides)
  const seconds = (Math.max(...shares.map(({ at }) => at.handled)) - Math.min(...shares.map(({ at }) => at.live))) / 1000
  const cpu = sum(shares, ({ judgeCpu }) => judgeCpu).toFixed(1)
  const outputs = sides.reduce((total, side) => total + (side.outputs ?? 0), 0)
  say(`  judged ${year} in ${seconds.toFixed(1)} s since the first was recalled (${cpu} s of the processor), ${outputs} records written, ${peaksOf(sides)}`)
}
