import type { Topic } from '@shixu/domain'
import type { PartitionWork } from '@shixu/pipeline/ports'

/** A stretch of one topic that has still to be recalled: from `next` to before `limit`. */
export interface Stretch {
  readonly topic: Topic
  next: number
  readonly limit: number
}

/** One partition that this member holds, and all that it knows of it. Changed in its turn alone, but for `lost`. */
export interface Held {
  readonly partition: number
  /** It is another's now: nothing more is appended or committed for it. */
  lost: boolean
  phase: 'taking' | 'recalling' | 'live'
  work: PartitionWork | null
  readonly stretches: Stretch[]
  recall: { records: number; began: number }
  /** Of each topic that is read: the first offset that was not handled, and the group's position (where it has none, the first offset there is). */
  readonly next: Map<Topic, number>
  readonly committed: Map<Topic, number>
  /** How often in a row its work has failed. */
  failures: number
  /** Ends when all that was asked of it so far is done; never rejects. */
  turn: Promise<unknown>
}

/** `after`: what its former holder in this process has still to finish. */
export const newHeld = (partition: number, after: Promise<unknown>): Held => ({
  partition,
  lost: false,
  phase: 'taking',
  work: null,
  stretches: [],
  recall: { records: 0, began: 0 },
  next: new Map(),
  committed: new Map(),
  failures: 0,
  turn: after,
})

/** Runs the work after all that was asked of the partition before, one at a time. */
export const inTurn = <T>(held: Held, work: () => Promise<T> | T): Promise<T> => {
  const done = held.turn.then(work)
  held.turn = done.catch(() => undefined)
  return done
}
