import { TARGETS } from '../facts.ts'
import { say, thousands } from '../say.ts'
import { inRounds, type Row } from './row.ts'

/** A nation: three years recalled, then a year judged, by one evaluator. */
export const nation: Row = async (ground, { regions = 3_000, rounds }) => {
  const land = { regions, years: 3 }
  await inRounds(rounds, async (round) => {
    const prefix = `nation${round}.`
    const filled = await ground.fill(prefix, land, { afterPast: ['bench-evaluate'] })
    const { recalled, seconds, cpuSeconds, outputs = 0, peakMegabytes } = await ground.side({ mode: 'evaluate', prefix, land, records: filled.year })
    const { records, ...recall } = recalled ?? { records: 0, seconds: 0, cpuSeconds: 0 }
    say(`nation of ${regions} regions with ${TARGETS} targets each, filled in ${filled.seconds.toFixed(0)} s`)
    say(
      `  recalled ${records} in ${recall.seconds.toFixed(1)} s: ${thousands(records / recall.seconds)} a second, ${thousands(records / recall.cpuSeconds)} a CPU-second`,
    )
    say(
      `  judged ${filled.year} in ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of the processor), ${outputs} records written; peak ${Math.round(peakMegabytes)} MB`,
    )
  })
}
