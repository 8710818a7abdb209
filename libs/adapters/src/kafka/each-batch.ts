import type { Batch, EachBatchHandler } from 'kafkajs'
import { brokerErrorIn, mustRejoin } from './error-kind.ts'

export interface BatchDealing {
  readonly heartbeatMs: number
  readonly deal: (batch: Batch) => Promise<unknown>
}

export interface BatchHandler {
  readonly eachBatch: EachBatchHandler
  /** What was begun before a join is no reason to join again. */
  joined(): void
}

/**
 * Deals with batches while the next ones come: kafkajs fetches again only when every partition's batch is done with, and either it or the broker would stand idle. So a batch is done with, as far as it
 * can tell, when the one before it in the same partition is; no more than two of a partition are here. What stands on a batch that then fails is of no use, and is asked for again.
 * Where a batch reaches the log's end there is nothing to fetch ahead: to ask for each new record alone while the last is at work takes twice the latency of asking for all that came meanwhile.
 * Heartbeats while it waits; kafkajs does so between batches only, and a long one would be thrown out of the group (tulios/kafkajs #1720).
 * It throws nothing but what makes kafkajs join again: anything else would stop its consumer for good.
 */
export const createEachBatch = ({ heartbeatMs, deal }: BatchDealing): BatchHandler => {
  const underWay = new Map<string, Promise<unknown>>()
  return {
    joined: () => underWay.clear(),
    eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
      const place = `${batch.topic}/${batch.partition}`
      const before = underWay.get(place)
      const dealing = deal(batch)
      dealing.catch(() => undefined)
      underWay.set(place, dealing)
      resolveOffset(batch.lastOffset())
      const awaited = isBehind(batch) ? before : dealing
      if (awaited !== undefined) await beating(awaited, { heartbeat, heartbeatMs })
    },
  }
}

const isBehind = (batch: Batch): boolean => Number(batch.lastOffset()) + 1 < Number(batch.highWatermark)

interface Heart {
  readonly heartbeat: () => Promise<void>
  readonly heartbeatMs: number
}

const beating = async (dealing: Promise<unknown>, { heartbeat, heartbeatMs }: Heart): Promise<void> => {
  const gone = Promise.withResolvers<never>()
  gone.promise.catch(() => undefined)
  const beat = setInterval(() => {
    // What is wrong with the connection is told where it is used next; here it matters only whether the group has moved on.
    heartbeat().catch((error: unknown) => {
      if (mustRejoin(error)) gone.reject(error)
    })
  }, heartbeatMs)
  try {
    await Promise.race([dealing, gone.promise])
  } catch (error) {
    throw brokerErrorIn(error)
  } finally {
    clearInterval(beat)
  }
}
