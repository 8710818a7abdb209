import type { Event, Topic } from '@shixu/domain'
import type { PartitionWork, Processor, Recorded } from '@shixu/pipeline/ports'
import type { Step } from './event-log/harness.ts'

/** The log in memory, as those see it who work on it. */
export interface Memory {
  readonly disk: { readonly records: Map<string, Recorded[]>; readonly positions: Map<string, number> }
  readonly partitions: readonly number[]
  readonly retries: number
  readonly between: (step: Step) => void
  /** Topics of the groups that run. */
  readonly reads: Map<string, readonly Topic[]>
  append(events: readonly Event[]): void
  /** Resolves at the next change. */
  changed(): Promise<void>
  change(): void
}

interface Place {
  readonly topic: Topic
  readonly partition: number
}

interface Group {
  readonly group: string
  readonly processor: Processor
  readonly signal: AbortSignal
}

type Share = Group & { readonly partition: number; readonly stopped: Promise<void> }

export const recordsOf = ({ disk }: Memory, { topic, partition }: Place): Recorded[] => {
  const name = `${topic}/${partition}`
  const found = disk.records.get(name) ?? []
  disk.records.set(name, found)
  return found
}

export const positionOf = ({ disk }: Memory, group: string, { topic, partition }: Place): number => disk.positions.get(`${group}/${topic}/${partition}`) ?? 0

export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

/** All partitions until the signal, or until one of them gives up. */
export const runGroup = async (memory: Memory, { group, processor, signal }: Group): Promise<void> => {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const stopped = aborted(either)
  memory.reads.set(group, processor.reads)
  const keep = (partition: number) =>
    keepWorking(memory, { group, processor, signal: either, partition, stopped }).catch((error) => {
      failed.abort()
      throw error
    })
  const outcomes = await Promise.allSettled(memory.partitions.map(keep))
  memory.reads.delete(group)
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure) throw failure.reason
}

const keepWorking = async (memory: Memory, share: Share): Promise<void> => {
  let failures = 0
  const moved = () => {
    failures = 0
  }
  while (!share.signal.aborted) {
    try {
      await holdPartition(memory, share, moved)
    } catch (cause) {
      failures += 1
      if (failures > memory.retries) throw new Error(`Group ${share.group} gave up on partition ${share.partition}`, { cause })
    }
  }
}

const holdPartition = async (memory: Memory, share: Share, moved: () => void): Promise<void> => {
  const work = share.processor.take(share.partition)
  try {
    recall(memory, share, work)
    work.recalled?.()
    while (!share.signal.aborted) {
      const more = memory.changed()
      if (await workRound(memory, share, work)) moved()
      else await Promise.race([more, share.stopped])
    }
  } finally {
    work.release()
  }
}

const recall = (memory: Memory, { processor, group, partition }: Share, work: PartitionWork): void => {
  for (const topic of processor.recalls) {
    const place = { topic, partition }
    const known = recordsOf(memory, place).slice(0, processor.reads.includes(topic) ? positionOf(memory, group, place) : undefined)
    if (known.length > 0) work.recall(known)
  }
}

/** One batch of each topic that has one; says whether any had. */
const workRound = async (memory: Memory, { processor, group, partition, signal }: Share, work: PartitionWork): Promise<boolean> => {
  let moved = false
  for (const topic of processor.reads) {
    const batch = recordsOf(memory, { topic, partition }).slice(positionOf(memory, group, { topic, partition }))
    if (batch.length === 0 || signal.aborted) continue
    const outputs = await work.handle(batch)
    memory.between('handled')
    memory.append(outputs)
    memory.between('appended')
    memory.disk.positions.set(`${group}/${topic}/${partition}`, batch.at(-1)!.offset + 1)
    memory.change()
    memory.between('committed')
    moved = true
  }
  return moved
}
