import type { Event, Topic } from '@shixu/domain'
import type { EventLog, Recorded } from '@shixu/pipeline/ports'
import type { Step } from './event-log/harness.ts'
import { aborted, type Memory, positionOf, recordsOf, runGroup } from './memory-log-work.ts'

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

/** An event log for tests, which has passed the same contract as the real ones. A second member of a group waits for the first to leave. */
export const createMemoryLog = (options: MemoryLogOptions = {}): MemoryLog => {
  const memory = createMemory(options)
  const members = new Map<string, Promise<void>>()
  return {
    append: async (events) => memory.append(events),
    process: async (group, processor, signal) => {
      const before = members.get(group) ?? Promise.resolve()
      const gone = Promise.withResolvers<void>()
      members.set(
        group,
        before.then(() => gone.promise),
      )
      try {
        await Promise.race([before, aborted(signal)])
        if (!signal.aborted) await runGroup(memory, { group, processor, signal })
      } finally {
        gone.resolve()
      }
    },
    read: (topic) => memory.partitions.flatMap((partition) => recordsOf(memory, { topic, partition })),
    settled: async (groups) => {
      while (!groups.every((group) => isSettled(memory, group))) await memory.changed()
    },
  }
}

const createMemory = ({ disk = emptyDisk(), partitions = 2, retries = 3, between = () => undefined }: MemoryLogOptions): Memory => {
  let next = Promise.withResolvers<void>()
  const change = (): void => {
    next.resolve()
    next = Promise.withResolvers()
  }
  const memory: Memory = {
    disk,
    partitions: Array.from({ length: partitions }, (_, partition) => partition),
    retries,
    between,
    reads: new Map(),
    changed: () => next.promise,
    change,
    append: (events: readonly Event[]) => {
      for (const event of events) {
        const place = { topic: event.topic, partition: memoryPartitionOf(event.region, partitions) }
        const records = recordsOf(memory, place)
        records.push({ ...place, offset: records.length, event: structuredClone(event) })
      }
      change()
    },
  }
  return memory
}

const isSettled = (memory: Memory, group: string): boolean =>
  memory.reads
    .get(group)
    ?.every((topic) =>
      memory.partitions.every((partition) => positionOf(memory, group, { topic, partition }) === recordsOf(memory, { topic, partition }).length),
    ) ?? false
