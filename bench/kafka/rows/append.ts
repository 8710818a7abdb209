import { theYear } from '../facts.ts'
import { compare } from '../say.ts'
import { inRounds, type Row } from './row.ts'

/** Append to the producer, against the same batches by a bare one. */
export const append: Row = async (ground, { regions = 60, rounds }) => {
  const land = { regions, years: 3 }
  let records = 0
  for (const events of theYear(land)) records += events.length
  const done = await inRounds(rounds, async (round) => {
    const bare = await ground.side({ mode: 'append-bare', prefix: await ground.topics(`append-bare${round}.`), land, records })
    return { bare, own: await ground.side({ mode: 'append-log', prefix: await ground.topics(`append-log${round}.`), land, records }) }
  })
  compare(
    `append, ${records} observations in batches of 2,000`,
    done.map(({ bare }) => bare),
    done.map(({ own }) => own),
  )
}
