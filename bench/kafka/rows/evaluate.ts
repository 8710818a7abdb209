import { compare, median, say, thousands } from '../say.ts'
import { inRounds, type Row } from './row.ts'

/** Read, judge by 36 months, append, move the position; against a bare pipe that reads, parses, and writes as many records of the same bytes, made before. */
export const evaluate: Row = async (ground, { regions = 60, rounds }) => {
  const land = { regions, years: 3 }
  const done = await inRounds(rounds, async (round) => {
    const prefix = `evaluate${round}.`
    const { year } = await ground.fill(prefix, land, { afterPast: ['bench-pipe', 'bench-evaluate'] })
    const task = { prefix, land, records: year }
    const bare = await ground.side({ mode: 'pipe-bare', into: await ground.topics(`pipe${round}.`), ...task })
    return { year, bare, own: await ground.side({ mode: 'evaluate', ...task }) }
  })
  const own = done.map((each) => each.own)
  compare(
    `evaluate ${done[0]?.year} records (bare: read, JSON.parse, write as many records of the same bytes, commit)`,
    done.map(({ bare }) => bare),
    own,
  )
  const outputs = (side: 'bare' | 'own') => median(done.map((each) => each[side].outputs ?? 0))
  say(`  written: bare ${outputs('bare')}, log ${outputs('own')}; recalled before it: ${thousands(median(own.map(perSecondOf)))} records a second`)
}

const perSecondOf = ({ recalled }: { readonly recalled?: { readonly records: number; readonly seconds: number } }): number =>
  recalled ? recalled.records / recalled.seconds : Number.NaN
