import { setTimeout as pause } from 'node:timers/promises'
import { openKafkaLog } from '@shixu/adapters/kafka'
import { topicName } from '@shixu/contracts'
import { assessmentKey, type Event, targetKey } from '@shixu/domain'
import { TARGETS, theYear, YEAR } from '../facts.ts'
import { startWatch } from '../stopwatch.ts'
import type { Outcome, Task } from '../task.ts'
import { bareKafka } from './bare.ts'

const PER_SECOND = 1_000
/** The first seconds are not counted: the machines are still being compiled. */
const WARM = 8 * PER_SECOND

/** The assessment that an observation leads to. */
const answerTo = (event: Event): string | null => {
  if (event.type !== 'observation-published' || event.data === null) return null
  const { region, indicator, period } = event.data
  return assessmentKey(targetKey({ region, year: YEAR, id: indicator }), period)
}

/** Reads assessments as any reader would, and notes when each could first be read. */
const readAnswers = async ({ broker, prefix }: Task, seen: Map<string, number>): Promise<void> => {
  const consumer = bareKafka(broker).consumer({ groupId: `bench-answers-${process.pid}`, maxWaitTimeInMs: 500, minBytes: 1 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topicName('assessments', prefix)], fromBeginning: true })
  const joined = Promise.withResolvers<void>()
  consumer.on(consumer.events.GROUP_JOIN, () => joined.resolve())
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 6,
    eachBatch: async ({ batch }) => {
      const now = performance.now()
      for (const { key } of batch.messages) if (key !== null && !seen.has(key.toString())) seen.set(key.toString(), now)
    },
  })
  await joined.promise
}

/** Sends one by one, each at its time whatever became of those before, and measures from that time: a stall is not hidden by what it held back. */
export const latency = async (task: Task): Promise<Outcome> => {
  const log = await openKafkaLog({ connection: { brokers: [task.broker], clientId: 'bench' }, prefix: task.prefix })
  const seen = new Map<string, number>()
  await readAnswers(task, seen)
  const due = new Map<string, number>()
  const watch = startWatch()
  const began = performance.now()
  let sent = 0
  for (const events of theYear(task.land)) {
    for (const event of events) {
      const at = began + (sent * 1000) / PER_SECOND
      const answer = answerTo(event)
      if (answer !== null) {
        while (performance.now() < at) await pause(1)
        due.set(answer, at)
        sent += 1
      }
      log.append([event]).catch((error: unknown) => console.error(error))
    }
    if (sent + TARGETS > task.records) break
  }
  for (let tries = 0; tries < 200 && [...due.keys()].some((key) => !seen.has(key)); tries += 1) await pause(50)
  const waits = [...due].slice(WARM).map(([key, at]) => (seen.get(key) ?? Number.POSITIVE_INFINITY) - at)
  const sorted = waits.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
  return { ...watch.outcome(sent), latency: { p50: at(0.5), p99: at(0.99), most: at(1), count: sorted.length } }
}
