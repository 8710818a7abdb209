import type { Event } from '@shixu/domain'
import type { PartitionWork, Processor, Recorded } from './ports.ts'

/** One batch that a step has dealt with. */
export interface Handled {
  readonly records: readonly Recorded[]
  readonly outputs: readonly Event[]
  readonly seconds: number
}

export interface Watcher {
  /** Milliseconds of the wall. */
  now(): number
  /** Which batch is at hand, by when its newest record was written. One that fails is begun again, and not ended. */
  readonly lag: {
    began(partition: number, writtenAt: number | undefined): void
    ended(partition: number): void
    released(partition: number): void
  }
  handled(batch: Handled): void
  recalled(batch: { readonly records: number; readonly seconds: number }): void
}

const watchWork = (work: PartitionWork, partition: number, watcher: Watcher): PartitionWork => ({
  recall: (records) => {
    const began = watcher.now()
    work.recall(records)
    watcher.recalled({ records: records.length, seconds: (watcher.now() - began) / 1000 })
  },
  recalled: () => work.recalled?.(),
  handle: async (records) => {
    const began = watcher.now()
    watcher.lag.began(partition, records.at(-1)?.writtenAt)
    const outputs = await work.handle(records)
    watcher.lag.ended(partition)
    watcher.handled({ records, outputs, seconds: (watcher.now() - began) / 1000 })
    return outputs
  },
  release: () => {
    watcher.lag.released(partition)
    work.release()
  },
})

/** The same step, with someone who looks on: the step itself counts nothing and knows no clock. */
export const observed = (processor: Processor, watcher: Watcher): Processor => ({
  reads: processor.reads,
  recalls: processor.recalls,
  take: (partition) => watchWork(processor.take(partition), partition, watcher),
})
