import { TARGETS } from '../facts.ts'
import { median, say } from '../say.ts'
import { inRounds, type Row } from './row.ts'

const FEW = 132

/** What an observation costs with a million series in the state, against ten thousand. In memory: the log's part is the same for both. */
export const series: Row = async (ground, { regions = 13_158, rounds }) => {
  const of = (count: number) => ground.side({ mode: 'series', prefix: '', land: { regions: count, years: 1 }, records: 0 })
  const done = await inRounds(rounds, async () => ({ few: await of(FEW), many: await of(regions) }))
  const cost = (side: 'few' | 'many') => median(done.map((each) => 1e6 / each[side].perCpuSecond))
  const peak = Math.max(...done.map(({ many }) => many.peakMegabytes))
  say(
    `series: an observation costs ${cost('many').toFixed(1)} µs of the processor with ${regions * TARGETS} series in the state, ${cost('few').toFixed(1)} with ${FEW * TARGETS}: ${(cost('many') / cost('few')).toFixed(2)} times; peak ${Math.round(peak)} MB`,
  )
}
