import { setTimeout as pause } from 'node:timers/promises'
import type { Processor } from '@shixu/pipeline/ports'
import { StoreFault } from '../store-fault.ts'
import { type Works, workPartition } from './work-partition.ts'

/** How often a batch that throws is tried again before the group gives up, and how long after the first time, in milliseconds; twice as long each time. */
export interface Retry {
  readonly times: number
  readonly firstMs: number
}

export interface GroupWork {
  readonly group: string
  readonly processor: Processor
  readonly signal: AbortSignal
  readonly retry: Retry
  /** The partitions that are taken and recalled, kept up to date. */
  readonly held: Set<number>
}

/** All partitions at once until the signal. Where one gives up, the others end after their batch, and what it threw is thrown. */
export const processGroup = async (works: Works, { signal, ...group }: GroupWork): Promise<void> => {
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  const partitions = Array.from({ length: works.records.partitions }, (_, partition) => partition)
  const outcomes = await Promise.allSettled(
    partitions.map(async (partition) => {
      try {
        await keepWorking(works, { ...group, signal: either, partition })
      } catch (error) {
        failed.abort()
        throw error
      }
    }),
  )
  const failure = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failure) throw failure.reason
}

/** A fault gives the partition back and takes it anew, so that the state is what the log says and not what a half-done batch left. */
const keepWorking = async (works: Works, work: GroupWork & { readonly partition: number }): Promise<void> => {
  const { group, partition, retry, signal } = work
  for (let failures = 0; !signal.aborted; ) {
    try {
      const moved = () => {
        failures = 0
      }
      await workPartition(works, { ...work, moved })
    } catch (cause) {
      failures += 1
      if (failures > retry.times) throw new StoreFault('processor-failed', `Group ${group}, partition ${partition}`, cause)
      await pauseUntil(signal, retry.firstMs * 2 ** (failures - 1))
    }
  }
}

/** The only thing that a pause throws is that the signal ended it, which is no fault. */
const pauseUntil = (signal: AbortSignal, ms: number): Promise<void> => pause(ms, undefined, { signal }).catch(() => undefined)
