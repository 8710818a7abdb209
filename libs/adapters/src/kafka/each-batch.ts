import type { Batch, EachBatchHandler } from 'kafkajs'
import { brokerErrorIn, mustRejoin } from './error-kind.ts'

export interface BatchDealing {
  readonly heartbeatMs: number
  readonly deal: (batch: Batch) => Promise<boolean>
}

/**
 * Deals with a batch and heartbeats while that lasts; kafkajs does so between batches only, and a long one would be thrown out of the group (tulios/kafkajs #1720).
 * It throws nothing but what makes kafkajs join again: anything else would stop its consumer for good.
 */
export const eachBatch =
  ({ heartbeatMs, deal }: BatchDealing): EachBatchHandler =>
  async ({ batch, resolveOffset, heartbeat }) => {
    const gone = Promise.withResolvers<never>()
    gone.promise.catch(() => undefined)
    const beat = setInterval(() => {
      // What is wrong with the connection is told where it is used next; here it matters only whether the group has moved on.
      heartbeat().catch((error: unknown) => {
        if (mustRejoin(error)) gone.reject(error)
      })
    }, heartbeatMs)
    try {
      const dealing = deal(batch)
      dealing.catch(() => undefined)
      if (await Promise.race([dealing, gone.promise])) resolveOffset(batch.lastOffset())
    } catch (error) {
      throw brokerErrorIn(error)
    } finally {
      clearInterval(beat)
    }
  }
