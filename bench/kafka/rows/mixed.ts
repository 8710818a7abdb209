import { TARGETS } from '../facts.ts'
import { compare } from '../say.ts'
import { inRounds, type Row } from './row.ts'

/** Two years recalled and one judged, by processor time, against bare reading of the same topic. */
export const mixed: Row = async (ground, { regions = 1_316, rounds }) => {
  const land = { regions, years: 2 }
  const done = await inRounds(rounds, async (round) => {
    const prefix = `mixed${round}.`
    const { past, year } = await ground.fill(prefix, land, { afterPast: ['bench-evaluate'] })
    const bare = await ground.side({ mode: 'read-bare', prefix, land, records: past + year })
    return { bare, own: await ground.side({ mode: 'judge', prefix, land, records: year }) }
  })
  compare(
    `mixed, ${regions * TARGETS} series: two years recalled, one judged and written (bare: read, JSON.parse)`,
    done.map(({ bare }) => bare),
    done.map(({ own }) => own),
  )
}
