import { setImmediate as nextTurn } from 'node:timers/promises'
import { encodeEvent } from '@shixu/contracts'
import type { Topic } from '@shixu/domain'
import type { PartitionWork, Processor } from '@shixu/pipeline/ports'
import type { Bell } from './bell.ts'
import type { CommitQueue } from './commit-queue.ts'
import type { Records } from './records.ts'

/** Between these two steps of a batch a test may end the work. */
export type Step = 'handled' | 'appended' | 'committed'

/** What the workers of one log share. */
export interface Works {
  readonly records: Records
  readonly queue: CommitQueue
  readonly bell: Bell
  readonly between: (step: Step) => void
}

/** One group's share of one partition. */
export interface Share {
  readonly group: string
  readonly partition: number
  readonly processor: Processor
  readonly signal: AbortSignal
  /** The partitions that are taken and recalled. */
  readonly held: Set<number>
  /** After each batch whose position has moved. */
  readonly moved: () => void
}

const BATCH = 500
const RECALL_BATCH = 2_000

/** Takes the partition, recalls it, and hands it batch by batch until the signal. Whatever is thrown leaves the position where it was. */
export const workPartition = async (works: Works, share: Share): Promise<void> => {
  const work = share.processor.take(share.partition)
  try {
    for (const topic of share.processor.recalls) await recallTopic(works, { ...share, topic, work })
    if (share.signal.aborted) return
    work.recalled?.()
    share.held.add(share.partition)
    works.bell.ring()
    while (!share.signal.aborted) await workRound(works, share, work)
  } finally {
    share.held.delete(share.partition)
    work.release()
  }
}

/** One batch of each topic that has one, else waits for more. */
const workRound = async (works: Works, share: Share, work: PartitionWork): Promise<void> => {
  const behind = share.processor.reads.filter((topic) => isBehind(works.records, share, topic))
  if (behind.length === 0) return works.bell.wait(share.signal)
  for (const topic of behind) {
    if (share.signal.aborted) return
    await workBatch(works, { ...share, topic, work })
  }
}

interface TopicWork extends Share {
  readonly topic: Topic
  readonly work: PartitionWork
}

const isBehind = (records: Records, { group, partition }: Share, topic: Topic): boolean =>
  records.position(group, { topic, partition }) < records.end({ topic, partition })

/** The topics that it reads up to its position: what follows will be handed to it. The others to their end. */
const recallTopic = async ({ records }: Works, { group, partition, processor, signal, topic, work }: TopicWork): Promise<void> => {
  const place = { topic, partition }
  const until = processor.reads.includes(topic) ? records.position(group, place) : records.end(place)
  for (let from = 0; from < until && !signal.aborted; ) {
    const events = records.page({ ...place, from, until, limit: RECALL_BATCH })
    if (events.length === 0) return
    work.recall(events)
    from = events.at(-1)!.offset + 1
    await nextTurn()
  }
}

const workBatch = async ({ records, queue, between }: Works, { group, partition, topic, work, moved }: TopicWork): Promise<void> => {
  const place = { topic, partition }
  const events = records.page({ ...place, from: records.position(group, place), until: records.end(place), limit: BATCH })
  const outputs = await work.handle(events)
  between('handled')
  await queue.push({ events: outputs.map(encodeEvent), position: { group, ...place, offset: events.at(-1)!.offset + 1 } })
  moved()
  between('committed')
}
