import type { Event } from '@shixu/domain'
import type { PartitionWork, Processor, Recorded } from './ports.ts'

/** One batch that a step has dealt with. */
export interface Handled {
  readonly records: readonly Recorded[]
  readonly outputs: readonly Event[]
  readonly seconds: number
}

/** Seconds since the newest of the records was written; null where the log does not say. */
export const lagOf = ({ records }: Pick<Handled, 'records'>, now: number): number | null => {
  const written = records.at(-1)?.writtenAt
  return written === undefined ? null : Math.max(0, (now - written) / 1000)
}

export interface Watcher {
  /** Milliseconds of the wall. */
  now(): number
  handled(batch: Handled): void
  recalled(batch: { readonly records: number; readonly seconds: number }): void
}

const watchWork = (work: PartitionWork, watcher: Watcher): PartitionWork => ({
  recall: (records) => {
    const began = watcher.now()
    work.recall(records)
    watcher.recalled({ records: records.length, seconds: (watcher.now() - began) / 1000 })
  },
  recalled: () => work.recalled?.(),
  handle: async (records) => {
    const began = watcher.now()
    const outputs = await work.handle(records)
    watcher.handled({ records, outputs, seconds: (watcher.now() - began) / 1000 })
    return outputs
  },
  release: () => work.release(),
})

/** The same step, with someone who looks on: the step itself counts nothing and knows no clock. */
export const observed = (processor: Processor, watcher: Watcher): Processor => ({
  reads: processor.reads,
  recalls: processor.recalls,
  take: (partition) => watchWork(processor.take(partition), watcher),
})
