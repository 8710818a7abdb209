import type { Event, Topic } from '@shixu/domain'
import type { EventLog, PartitionWork, Processor, Recorded } from '@shixu/pipeline/ports'
import type { Step } from './event-log/harness.ts'

/** What outlives a log that was held in memory: the records by topic and partition, and the positions by group. */
export interface MemoryDisk {
  readonly records: Map<string, Recorded[]>
  readonly positions: Map<string, number>
}

export const emptyDisk = (): MemoryDisk => ({ records: new Map(), positions: new Map() })

export interface MemoryLogOptions {
  readonly disk?: MemoryDisk
  readonly partitions?: number
  /** How often a batch that throws is tried again. */
  readonly retries?: number
  /** What it throws ends the work there. */
  readonly between?: (step: Step) => void
}

export interface MemoryLog extends EventLog {
  /** All that stands in a topic, partition by partition. */
  read(topic: Topic): readonly Recorded[]
  /** Resolves when these groups run and have processed all that the log holds for them. */
  settled(groups: readonly string[]): Promise<void>
}

/** Some partition for each region, the same each time. */
export const memoryPartitionOf = (region: string, partitions: number): number =>
  [...region].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % partitions

/** An event log for tests, which has passed the same contract as the real ones. One process; a second member of a group waits for the first to leave. */
export const createMemoryLog = ({ disk = emptyDisk(), partitions = 2, retries = 3, between = () => undefined }: MemoryLogOptions = {}): MemoryLog => {
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  const reads = new Map<string, readonly Topic[]>()
  const members = new Map<string, Promise<void>>()
  let changed = Promise.withResolvers<void>()

  const recordsOf = (topic: Topic, partition: number): Recorded[] => {
    const name = `${topic}/${partition}`
    const found = disk.records.get(name) ?? []
    disk.records.set(name, found)
    return found
  }
  const positionOf = (group: string, topic: Topic, partition: number): number => disk.positions.get(`${group}/${topic}/${partition}`) ?? 0

  const append = (events: readonly Event[]): void => {
    for (const event of events) {
      const partition = memoryPartitionOf(event.region, partitions)
      const records = recordsOf(event.topic, partition)
      records.push({ topic: event.topic, partition, offset: records.length, event: structuredClone(event) })
    }
    change()
  }
  const change = (): void => {
    changed.resolve()
    changed = Promise.withResolvers()
  }

  const recall = ({ processor, group, partition }: Share, work: PartitionWork): void => {
    for (const topic of processor.recalls) {
      const records = recordsOf(topic, partition)
      const known = processor.reads.includes(topic) ? records.slice(0, positionOf(group, topic, partition)) : records.slice()
      if (known.length > 0) work.recall(known)
    }
  }

  const workRound = async ({ processor, group, partition, signal }: Share, work: PartitionWork): Promise<boolean> => {
    let moved = false
    for (const topic of processor.reads) {
      const batch = recordsOf(topic, partition).slice(positionOf(group, topic, partition))
      if (batch.length === 0 || signal.aborted) continue
      const outputs = await work.handle(batch)
      between('handled')
      append(outputs)
      between('appended')
      disk.positions.set(`${group}/${topic}/${partition}`, batch.at(-1)!.offset + 1)
      change()
      between('committed')
      moved = true
    }
    return moved
  }

  const holdPartition = async (share: Share, stopped: Promise<void>): Promise<void> => {
    const work = share.processor.take(share.partition)
    try {
      recall(share, work)
      while (!share.signal.aborted) {
        const more = changed.promise
        if (!(await workRound(share, work))) await Promise.race([more, stopped])
        else share.progress()
      }
    } finally {
      work.release()
    }
  }

  const keepWorking = async (share: Omit<Share, 'progress'>, stopped: Promise<void>): Promise<void> => {
    let failures = 0
    const progress = () => {
      failures = 0
    }
    while (!share.signal.aborted) {
      try {
        await holdPartition({ ...share, progress }, stopped)
      } catch (cause) {
        failures += 1
        if (failures > retries) throw new Error(`Group ${share.group} gave up on partition ${share.partition}`, { cause })
      }
    }
  }

  const runGroup = async (group: string, processor: Processor, signal: AbortSignal): Promise<void> => {
    const failed = new AbortController()
    const either = AbortSignal.any([signal, failed.signal])
    const stopped = aborted(either)
    reads.set(group, processor.reads)
    const outcomes = await Promise.allSettled(
      all.map((partition) =>
        keepWorking({ group, processor, partition, signal: either }, stopped).catch((error) => {
          failed.abort()
          throw error
        }),
      ),
    )
    reads.delete(group)
    const failure = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failure) throw failure.reason
  }

  const isSettled = (group: string): boolean =>
    reads.get(group)?.every((topic) => all.every((partition) => positionOf(group, topic, partition) === recordsOf(topic, partition).length)) ?? false

  return {
    append: async (events) => append(events),
    process: async (group, processor, signal) => {
      const before = members.get(group) ?? Promise.resolve()
      const gone = Promise.withResolvers<void>()
      members.set(
        group,
        before.then(() => gone.promise),
      )
      try {
        await Promise.race([before, aborted(signal)])
        if (!signal.aborted) await runGroup(group, processor, signal)
      } finally {
        gone.resolve()
      }
    },
    read: (topic) => all.flatMap((partition) => recordsOf(topic, partition)),
    settled: async (groups) => {
      while (!groups.every(isSettled)) await changed.promise
    },
  }
}

interface Share {
  readonly group: string
  readonly processor: Processor
  readonly partition: number
  readonly signal: AbortSignal
  readonly progress: () => void
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
