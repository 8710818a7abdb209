import { setImmediate as soon } from 'node:timers/promises'
import { mayPass, mustRejoin } from './error-kind.ts'
import type { Fetched } from './fetched.ts'
import { Ended, handleBatch } from './handle-batch.ts'
import { type Held, inTurn, newHeld } from './held.ts'
import { KafkaFault } from './kafka-fault.ts'
import { type MemberParts, topicsOf } from './member-parts.ts'
import { pauseFor } from './pause-for.ts'
import { recallBatch } from './recall-batch.ts'
import type { Claim } from './share-out.ts'
import { letGo, takePartition } from './take-partition.ts'

/** The partitions that one member of a group holds. */
export interface Desk {
  /** This is the share now. Pauses all of it before it returns, so that nothing of it is delivered before its time. */
  joined(partitions: readonly number[]): void
  /** Deals with a batch in its partition's turn. False where it is of no use. Rejects only where this member has to join again. */
  deal(batch: Fetched): Promise<boolean>
  claim(): Pick<Claim, 'held' | 'since'>
  /** It has its share, and all of it is recalled. */
  isReady(): boolean
  /** Resolves when what is under way is done and every partition is let go. */
  clear(): Promise<void>
}

interface Share {
  readonly held: Map<number, Held>
  /** What was let go may still have a batch to finish; whoever takes it anew in this process comes after that. */
  readonly leftovers: Map<number, Promise<unknown>>
  /** Raised at each join: what was begun for an earlier one is not gone on with. */
  joins: number
  since: number
}

const AGAIN_MS = 1_000

export const createDesk = (parts: MemberParts): Desk => {
  const share: Share = { held: new Map(), leftovers: new Map(), joins: 0, since: 0 }
  return {
    joined: (partitions) => {
      share.joins += 1
      share.since = parts.now()
      for (const partition of partitions) pauseAll(parts, partition)
      for (const held of [...share.held.values()].filter(({ partition }) => !partitions.includes(partition))) {
        held.lost = true
        leave(parts, share, held)
      }
      for (const partition of partitions.filter((each) => !share.held.has(each)))
        share.held.set(partition, newHeld(partition, share.leftovers.get(partition) ?? Promise.resolve()))
      void place(parts, share, [...share.held.values()])
    },
    deal: (batch) => {
      const held = share.held.get(batch.partition)
      return held === undefined ? Promise.resolve(false) : guarded(parts, share, { held, work: () => dealWith(parts, held, batch) })
    },
    claim: () => ({ held: [...share.held.keys()], since: share.since }),
    isReady: () => share.joins > 0 && [...share.held.values()].every(({ phase }) => phase === 'live'),
    clear: async () => {
      for (const held of [...share.held.values()]) leave(parts, share, held)
      await Promise.all(share.leftovers.values())
    },
  }
}

const pauseAll = ({ processor, steering }: MemberParts, partition: number): void => {
  for (const topic of topicsOf(processor)) steering.pause(topic, partition)
}

const leave = (parts: MemberParts, share: Share, held: Held): void => {
  share.held.delete(held.partition)
  const gone = guarded(parts, share, {
    held,
    work: () => {
      letGo(parts, held)
      return true
    },
  })
  share.leftovers.set(held.partition, gone)
}

interface Guarded {
  readonly held: Held
  readonly work: () => Promise<boolean> | boolean
}

/** Whatever is thrown ends as a failure of this partition's work, or of the whole group; only the need to join again is passed on. */
const guarded = async (parts: MemberParts, share: Share, { held, work }: Guarded): Promise<boolean> => {
  try {
    return await inTurn(held, () => marked(held, work))
  } catch (error) {
    if (mustRejoin(error)) throw error
    if (!(error instanceof Ended)) startOver(parts, share, { held, cause: error })
    return false
  }
}

/** What waits for its turn behind a failure does not meet the state that it has left. */
const marked = async (held: Held, work: Guarded['work']): Promise<boolean> => {
  try {
    return await work()
  } catch (error) {
    if (!mustRejoin(error)) held.phase = 'taking'
    throw error
  }
}

/** A partition whose work has thrown is taken anew, so that its state is what the log says and not what a half-done batch left. */
const startOver = (parts: MemberParts, share: Share, { held, cause }: { held: Held; cause: unknown }): void => {
  pauseAll(parts, held.partition)
  held.failures += 1
  const { times, firstMs } = parts.retry
  if (held.failures > times) {
    parts.fail(new KafkaFault('processor-failed', `Group ${parts.group}, partition ${held.partition}`, { cause }))
    return
  }
  const work = () => {
    letGo(parts, held)
    return true
  }
  void guarded(parts, share, { held, work })
    .then(() => pauseFor(firstMs * 2 ** (held.failures - 1), parts.leaving))
    .then(() => place(parts, share, [held]))
    .catch(parts.fail)
}

/** Takes or keeps partitions, once it is known where the group stands. Goes on trying while the brokers are away, and ends where another join has come. */
const place = async (parts: MemberParts, share: Share, ones: readonly Held[]): Promise<void> => {
  const join = share.joins
  const isStale = () => join !== share.joins || parts.leaving.aborted
  while (!isStale()) {
    // The position of what is still under way from before the join is not final.
    await Promise.all(ones.map(({ turn }) => turn))
    try {
      const boundsOf = await parts.bounds(topicsOf(parts.processor))
      const placed = isStale() ? [] : ones.filter(({ lost }) => !lost)
      // Where it has to join again, the consumer learns of it by its next heartbeat.
      for (const held of placed) guarded(parts, share, { held, work: () => takePartition(parts, held, boundsOf) }).catch(() => undefined)
      return
    } catch (error) {
      if (!mayPass(error)) return parts.fail(error)
      await pauseFor(AGAIN_MS, parts.leaving)
    }
  }
}

/** After what waits for the network has been asked of it: the next fetch is under way while this batch is worked on. */
const dealWith = async (parts: MemberParts, held: Held, batch: Fetched): Promise<boolean> => {
  await soon()
  if (held.lost || parts.leaving.aborted) return false
  if (held.phase === 'recalling') return recallBatch(parts, held, batch)
  const next = held.next.get(batch.topic)
  if (held.phase !== 'live' || next === undefined) return false
  if (batch.from <= next && batch.safeEnd >= next) return handleBatch(parts, held, batch)
  parts.onHappening({ what: 'gap', group: parts.group, topic: batch.topic, partition: batch.partition, position: next, continuedAt: batch.from })
  throw new Error(`${batch.topic} ${batch.partition} was read from ${batch.from} to ${batch.safeEnd}, where ${next} was awaited`)
}
