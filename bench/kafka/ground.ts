import { type ChildProcess, execFile } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { applyTopics, type KafkaLog, openKafkaLog } from '@shixu/adapters/kafka'
import { topicName } from '@shixu/contracts'
import { startKafka } from '@shixu/testkit/kafka'
import { history, inBatches, type Land, PARTITIONS, theYear } from './facts.ts'
import { bareKafka } from './sides/bare.ts'
import type { Outcome, Task } from './task.ts'

const run = promisify(execFile)
const SIDE = join(import.meta.dirname, '..', 'kafka-side.ts')
const BATCH = 5_000

/** Kafka's own choice for a broker (bin/kafka-server-start.sh), where tests take a small one. */
const JVM = ['-Xms1g', '-Xmx1g', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20']

/** What has been filled in is counted when it is read, so nothing may be compacted away meanwhile: the cleaner looks once, and then sleeps. */
const UNCOMPACTED = { 'log.cleaner.backoff.ms': String(7 * 86_400_000) }

export interface Filled {
  readonly past: number
  readonly year: number
  readonly seconds: number
}

export interface Filling {
  /** Groups that go on after the past. */
  readonly afterPast?: readonly string[]
  /** Groups that have read it all. */
  readonly atEnd?: readonly string[]
  readonly pastOnly?: boolean
}

interface Said {
  readonly partitions: number
  readonly handled: number
}

/** One broker, and what is done on it. */
export interface Ground {
  topics(prefix: string): Promise<string>
  /** Makes the topics, appends the past and the year, and sets down the positions of groups. */
  fill(prefix: string, land: Land, how: Filling): Promise<Filled>
  /** Appends the year to a past. Resolves with how many events it has. */
  goOn(prefix: string, land: Land): Promise<number>
  side(task: Omit<Task, 'broker'>): Promise<Outcome>
  /** Several at once, which say how many partitions they have recalled and how much they have handled, until it is so much together. */
  sides(tasks: readonly Omit<Task, 'broker'>[], until: Said): Promise<readonly Outcome[]>
  /** One that is left to run until it is ended. */
  leave(task: Omit<Task, 'broker'>): ChildProcess
  stop(): Promise<void>
}

export interface Measuring {
  /** A folder for a processor profile of every side (`--cpu-prof`). */
  readonly profile?: string | undefined
  /** The most that the old objects of a side may take. Left to itself, Node collects them late where the machine has much memory. */
  readonly heapMegabytes?: number | undefined
}

export const openGround = async ({ profile, heapMegabytes = 16_000 }: Measuring): Promise<Ground> => {
  const cluster = await startKafka({ jvm: JVM, properties: UNCOMPACTED })
  const connection = { brokers: cluster.brokers, clientId: 'bench' }
  const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]
  const broker = cluster.brokers[0] ?? ''
  const args = (task: Omit<Task, 'broker'>) => [`--max-old-space-size=${heapMegabytes}`, ...profiling, SIDE, JSON.stringify({ ...task, broker })]

  const topics = async (prefix: string): Promise<string> => {
    const demands = { prefix, partitions: PARTITIONS, replication: 1 }
    await applyTopics({ connection, log: () => undefined, now: Date.now, demands, apply: true })
    return prefix
  }

  const fill: Ground['fill'] = async (prefix, land, { afterPast = [], atEnd = [], pastOnly = false }) => {
    await topics(prefix)
    const began = performance.now()
    const log = await openKafkaLog({ connection, prefix })
    let past = 0
    for (const batch of inBatches(history(land), BATCH)) {
      await log.append(batch)
      past += batch.length
    }
    await stand(broker, prefix, afterPast)
    const year = pastOnly ? 0 : await appendYear(log, land)
    await log.close()
    await stand(broker, prefix, atEnd)
    return { past, year, seconds: (performance.now() - began) / 1000 }
  }

  return {
    topics,
    fill,
    goOn: async (prefix, land) => {
      const log = await openKafkaLog({ connection, prefix })
      const year = await appendYear(log, land)
      await log.close()
      return year
    },
    side: async (task) => {
      const { stdout } = await run(process.execPath, args(task))
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}')
    },
    sides: (tasks, until) =>
      untilSaid(
        tasks.map((task) => execFile(process.execPath, args(task))),
        until,
      ),
    leave: (task) => execFile(process.execPath, args(task)),
    stop: () => cluster.stop(),
  }
}

/** Resolves with how many events the year has. */
const appendYear = async (log: KafkaLog, land: Land): Promise<number> => {
  let year = 0
  for (const batch of inBatches(theYear(land), BATCH)) {
    await log.append(batch)
    year += batch.length
  }
  return year
}

/** Sets down the positions of groups: all that is there is behind them. */
const stand = async (broker: string, prefix: string, groups: readonly string[]): Promise<void> => {
  const topic = topicName('facts', prefix)
  const admin = bareKafka(broker).admin()
  await admin.connect()
  const partitions = (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => ({ partition, offset: high }))
  for (const group of groups) await admin.setOffsets({ groupId: prefix + group, topic, partitions })
  await admin.disconnect()
}

/** Ends them when they have done so much together, and hands on what each said last. */
const untilSaid = async (sides: readonly ChildProcess[], { partitions, handled }: Said): Promise<readonly Outcome[]> => {
  const said = sides.map((): Partial<Said> => ({}))
  const sum = (of: keyof Said): number => said.reduce((total, each) => total + (each[of] ?? 0), 0)
  const ends = sides.map(async (side, index) => {
    for await (const line of createInterface({ input: side.stdout! })) {
      said[index] = JSON.parse(line)
      if (sum('partitions') >= partitions && sum('handled') >= handled) for (const each of sides) each.kill('SIGTERM')
    }
    return said[index] as unknown as Outcome
  })
  return Promise.all(ends)
}
