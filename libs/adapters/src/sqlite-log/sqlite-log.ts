import { encodeEvent } from '@shixu/contracts'
import type { Topic } from '@shixu/domain'
import type { EventLog, Processor, Recorded } from '@shixu/pipeline/ports'
import { StoreFault } from '../store-fault.ts'
import { createBell } from './bell.ts'
import { createCommitQueue } from './commit-queue.ts'
import { compactRecords, expireRecords } from './compact.ts'
import { type LogFileOptions, openLogFile } from './log-file.ts'
import { processGroup, type Retry } from './process-group.ts'
import { openRecords, type Records } from './records.ts'
import { type Running, untilSettled } from './settled.ts'
import { createTurns } from './turns.ts'
import type { Step, Works } from './work-partition.ts'

export interface SqliteLogOptions extends LogFileOptions {
  readonly retry?: Retry
  /** Milliseconds since 1970, for the time of each record. */
  readonly now?: () => number
  /** What it throws ends the work there, as a crash would. For tests. */
  readonly between?: (step: Step) => void
}

/** The log of one process in one folder. Whoever writes holds the folder's lock (`lockFolder`); any number may read beside. */
export interface SqliteLog extends EventLog {
  readonly partitions: number
  /** Resolves when these groups run, have recalled their partitions and have processed all that is in the log for them, outputs of one another included. Rejects where one of them fails. */
  settled(groups: readonly string[], signal?: AbortSignal): Promise<void>
  /** What stands in a topic from an offset on, partition by partition, as far as it goes when it is called. */
  read(topic: Topic, which?: { readonly from?: number; readonly partition?: number }): Iterable<Recorded>
  /** Drops what later records of the same keys supersede, and deliveries and dead letters older than 400 days (that on opening too), as far as every group has read; says how many records that were. */
  compact(): number
  /** Writes what still waits, then closes the file. End `process` first. */
  close(): Promise<void>
}

const RETRY: Retry = { times: 5, firstMs: 100 }
const PAGE = 1_000

/** Opens the log of a folder, or makes it. Each commit survives a power cut, unless it need not be durable. Throws a StoreFault where the folder's log is not such a one. */
export const openSqliteLog = (options: SqliteLogOptions): SqliteLog => {
  const { retry = RETRY, now = Date.now, between = () => undefined } = options
  const database = openLogFile(options)
  if (!options.readOnly) expireRecords(database, now())
  const records = openRecords(database, now)
  const bell = createBell()
  const turns = createTurns()
  const running: Running = { members: new Map(), failures: new Map() }
  const queue = createCommitQueue((commits) => {
    if (!database.isOpen) throw new StoreFault('log-closed', options.folder)
    if (options.readOnly) throw new StoreFault('read-only', options.folder)
    records.write(commits, () => between('appended'))
    bell.ring()
  })
  const works: Works = { records, queue, bell, between }

  return {
    partitions: records.partitions,
    append: async (events) => {
      if (events.length > 0) await queue.push({ events: events.map(encodeEvent) })
    },
    process: (group, processor, signal) =>
      turns.take(group, signal, () =>
        reported({ running, group, processor, ring: bell.ring }, (held) => processGroup(works, { group, processor, signal, retry, held })),
      ),
    settled: (groups, signal) => untilSettled({ running, records, bell }, groups, signal),
    read: (topic, which = {}) => readTopic(records, { topic, ...which }),
    compact: () => compactRecords(database, now()) + expireRecords(database, now()),
    close: async () => {
      await queue.idle()
      if (database.isOpen) database.close()
      bell.ring()
    },
  }
}

interface Reported {
  readonly running: Running
  readonly group: string
  readonly processor: Processor
  readonly ring: () => void
}

/** Whoever waits for a group to settle hears that it has begun, and what ended it. */
const reported = async ({ running, group, processor, ring }: Reported, work: (held: Set<number>) => Promise<void>): Promise<void> => {
  const held = new Set<number>()
  running.members.set(group, { reads: processor.reads, held })
  running.failures.delete(group)
  ring()
  try {
    await work(held)
  } catch (error) {
    running.failures.set(group, error)
    throw error
  } finally {
    running.members.delete(group)
    ring()
  }
}

function* readTopic(records: Records, { topic, from = 0, partition }: { topic: Topic; from?: number; partition?: number }): Iterable<Recorded> {
  const partitions = partition === undefined ? Array.from({ length: records.partitions }, (_, each) => each) : [partition]
  for (const each of partitions) {
    const until = records.storedEnd({ topic, partition: each })
    for (let next = from; next < until; ) {
      const page = records.page({ topic, partition: each, from: next, until, limit: PAGE })
      if (page.length === 0) break
      yield* page
      next = page.at(-1)!.offset + 1
    }
  }
}
