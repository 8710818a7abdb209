/** `npm run bench:kafka -- [REGIONS] [ROUNDS]`: the log on Kafka beside bare kafkajs, on one real broker of its own, each side in a process of its own, in turns. */
import { execFile } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { applyTopics, openKafkaLog } from '@shixu/adapters/kafka'
import { topicName } from '@shixu/contracts'
import { startKafka } from '@shixu/testkit/kafka'
import { Kafka, logLevel } from 'kafkajs'
import { history, theYear } from './kafka-facts.ts'

const [, , regionsGiven = '40', roundsGiven = '3'] = process.argv
const REGIONS = Number(regionsGiven)
const ROUNDS = Number(roundsGiven)
const PARTITIONS = 6
const run = promisify(execFile)

interface Outcome {
  readonly mode: string
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly megabytes: number
  readonly recalled?: { readonly records: number; readonly ms: number }
}

const cluster = await startKafka()
const connection = { brokers: cluster.brokers, clientId: 'bench' }
const kafka = new Kafka({ ...connection, brokers: [...cluster.brokers], logLevel: logLevel.NOTHING })
const admin = kafka.admin()
await admin.connect()

const makeTopics = async (prefix: string): Promise<string> => {
  await applyTopics({ connection, log: () => undefined, now: Date.now, demands: { prefix, partitions: PARTITIONS, replication: 1 }, apply: true })
  return prefix
}

const side = async (mode: string, prefix: string, records: number): Promise<Outcome> => {
  const args = [join(import.meta.dirname, 'kafka-side.ts'), mode, cluster.brokers[0] ?? '', prefix, String(records), String(REGIONS)]
  const { stdout } = await run(process.execPath, args)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}')
}

/** History, then the year; the groups of the pipes stand between the two. */
const fill = async (prefix: string): Promise<{ readonly all: number; readonly year: number }> => {
  await makeTopics(prefix)
  const log = await openKafkaLog({ connection, prefix })
  const past = history(REGIONS)
  await log.append(past)
  const topic = topicName('facts', prefix)
  const ends = await admin.fetchTopicOffsets(topic)
  const partitions = ends.map(({ partition, high }) => ({ partition, offset: high }))
  for (const groupId of [`${prefix}bench-pipe`, `${prefix}bench-evaluate`]) await admin.setOffsets({ groupId, topic, partitions })
  const year = theYear(REGIONS)
  await log.append(year)
  await log.close()
  return { all: past.length + year.length, year: year.length }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0
const thousands = (value: number): string => `${(value / 1000).toFixed(1)} k`
const told = (name: string, values: readonly number[]): string =>
  `${thousands(median(values))} (${thousands(Math.min(...values))} to ${thousands(Math.max(...values))}) ${name}`

const compare = (what: string, bare: readonly Outcome[], own: readonly Outcome[]): void => {
  const of = (side: readonly Outcome[], key: 'perSecond' | 'perCpuSecond') => side.map((outcome) => outcome[key])
  const ratio = (key: 'perSecond' | 'perCpuSecond') => (median(of(own, key)) / median(of(bare, key))).toFixed(2)
  console.log(`${what}: ${ratio('perSecond')} of bare kafkajs by the clock, ${ratio('perCpuSecond')} by processor time`)
  for (const [name, one] of [
    ['bare', bare],
    ['log ', own],
  ] as const)
    console.log(
      `  ${name} ${told('a second', of(one, 'perSecond'))}, ${told('a CPU-second', of(one, 'perCpuSecond'))}, ${Math.round(median(one.map(({ megabytes }) => megabytes)))} MB`,
    )
}

try {
  console.log(
    `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores shared with the broker, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}; ${REGIONS} regions, ${ROUNDS} rounds`,
  )
  const rounds: Record<string, Outcome[]> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    const { all, year } = await fill(`full${round}.`)
    const plan: readonly (readonly [mode: string, prefix: string, records: number])[] = [
      ['append-bare', await makeTopics(`bare${round}.`), year],
      ['append-log', await makeTopics(`log${round}.`), year],
      ['read-bare', `full${round}.`, all],
      ['read-log', `full${round}.`, all],
      ['pipe-bare', `full${round}.`, year],
      ['pipe-log', `full${round}.`, year],
    ]
    for (const [mode, prefix, records] of plan) rounds[mode] = [...(rounds[mode] ?? []), await side(mode, prefix, records)]
  }
  const of = (mode: string) => rounds[mode] ?? []
  compare('append, batches of 2,000', of('append-bare'), of('append-log'))
  compare('read, decode and check (bare: read and JSON.parse)', of('read-bare'), of('read-log'))
  compare('evaluate: read, judge, append, commit (bare: read, JSON.parse, produce as much, commit)', of('pipe-bare'), of('pipe-log'))
  const recalls = of('pipe-log').flatMap(({ recalled }) => (recalled ? [(recalled.records / recalled.ms) * 1000] : []))
  console.log(`the evaluator's recall before it: ${told('records a second', recalls)}`)
} finally {
  await admin.disconnect()
  await cluster.stop()
}
