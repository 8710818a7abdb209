/**
 * `npm run bench:kafka -- [REGIONS [ROUNDS]] [--regions N] [--rounds N] [--only row,row] [--evaluators N] [--heap MB] [--profile FOLDER]`: what the log on Kafka and the evaluator on it cost, beside bare kafkajs on the same broker, which
 * is started for it; each side in a process of its own, in turns. bench/RESULTS.md says what was measured, and how long each row takes.
 */
import { availableParallelism, cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { openGround } from './kafka/ground.ts'
import { append } from './kafka/rows/append.ts'
import { evaluate } from './kafka/rows/evaluate.ts'
import { latency } from './kafka/rows/latency.ts'
import { mixed } from './kafka/rows/mixed.ts'
import { nation } from './kafka/rows/nation.ts'
import { recall } from './kafka/rows/recall.ts'
import type { Row } from './kafka/rows/row.ts'
import { series } from './kafka/rows/series.ts'
import { say } from './kafka/say.ts'

/** `once`: too long to be done three times unless one asks for it. */
const ROWS: Readonly<Record<string, { readonly row: Row; readonly once?: true }>> = {
  append: { row: append },
  recall: { row: recall },
  evaluate: { row: evaluate },
  latency: { row: latency },
  series: { row: series, once: true },
  mixed: { row: mixed, once: true },
  nation: { row: nation, once: true },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    regions: { type: 'string' },
    rounds: { type: 'string' },
    profile: { type: 'string' },
    evaluators: { type: 'string' },
    heap: { type: 'string' },
  },
})
const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text))
const regions = number(values.regions ?? positionals[0])
const rounds = number(values.rounds ?? positionals[1])
const names = values.only?.split(',') ?? Object.keys(ROWS)
const unknown = names.filter((name) => !(name in ROWS))
if (unknown.length > 0) throw new Error(`--only ${unknown.join(',')}: there are ${Object.keys(ROWS).join(', ')}`)

const load = loadavg()[0]?.toFixed(1)
say(
  `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores shared with the broker, load ${load}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
)
// The broker ends with this process, however that ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const ground = await openGround({ profile: values.profile, heapMegabytes: number(values.heap) })
try {
  for (const name of names) {
    const { row, once = false } = ROWS[name]!
    await row(ground, { regions, rounds: rounds ?? (once ? 1 : 3), evaluators: number(values.evaluators) ?? 1 })
  }
} finally {
  await ground.stop()
}
