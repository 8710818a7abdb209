import { once } from 'node:events'
import { say } from '../say.ts'
import { inRounds, type Row } from './row.ts'

const RECORDS = 30_000

/** From when an observation was to be appended until its assessment can be read, at 1,000 a second. */
export const latency: Row = async (ground, { regions = 40, rounds }) => {
  const land = { regions, years: 3 }
  await inRounds(rounds, async (round) => {
    const prefix = `latency${round}.`
    await ground.fill(prefix, land, { pastOnly: true, afterPast: ['bench-evaluate'] })
    const evaluator = ground.leave({ mode: 'judge', prefix, land, records: Number.MAX_SAFE_INTEGER })
    const { latency: waits } = await ground.side({ mode: 'latency', prefix, land, records: RECORDS })
    evaluator.kill()
    await once(evaluator, 'exit')
    if (waits) {
      const ms = (value: number) => `${value.toFixed(1)} ms`
      say(`latency at 1,000 observations a second, ${waits.count} of them: p50 ${ms(waits.p50)}, p99 ${ms(waits.p99)}, most ${ms(waits.most)}`)
    }
  })
}
