import { compare } from '../say.ts'
import { inRounds, type Row } from './row.ts'

/** The evaluator's recall, judging at its end included, against bare reading and JSON.parse of the same topic. */
export const recall: Row = async (ground, { regions = 60, rounds }) => {
  const land = { regions, years: 3 }
  const prefix = 'recall.'
  const { past, year } = await ground.fill(prefix, land, { atEnd: ['bench-recall'] })
  const task = { prefix, land, records: past + year }
  const done = await inRounds(rounds, async () => ({
    bare: await ground.side({ mode: 'read-bare', ...task }),
    own: await ground.side({ mode: 'recall', ...task }),
  }))
  compare(
    `recall of ${task.records} records: read, decode, check, fold, judge (bare: read, JSON.parse)`,
    done.map(({ bare }) => bare),
    done.map(({ own }) => own),
  )
}
