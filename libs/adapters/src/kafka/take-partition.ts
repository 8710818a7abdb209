import type { Topic } from '@shixu/domain'
import type { Bounds, BoundsOf } from './bounds.ts'
import { commit } from './handle-batch.ts'
import type { Held } from './held.ts'
import type { MemberParts } from './member-parts.ts'
import { goOn } from './recall-batch.ts'

/**
 * Begins or goes on with a partition that this member holds. State stays where it was kept through a rebalance and nobody has moved the position meanwhile;
 * what was handled and not yet committed is committed then. Else the partition is taken anew, and recalled.
 */
export const takePartition = async (parts: MemberParts, held: Held, boundsOf: BoundsOf): Promise<boolean> => {
  const { group, processor } = parts
  const { partition } = held
  if (held.phase !== 'taking' && isUntouched(held, boundsOf)) {
    for (const topic of processor.reads) await commit(parts, held, topic)
    parts.onHappening({ what: 'kept', group, partition })
    goOn(parts, held)
    return true
  }
  letGo(parts, held)
  for (const topic of processor.reads) {
    const bounds = boundsOf(topic, partition)
    held.next.set(topic, positionOf(parts, { topic, partition }, bounds))
    held.committed.set(topic, bounds.committed ?? bounds.low)
  }
  held.stretches.push(...processor.recalls.map((topic) => stretchOf(held, topic, boundsOf(topic, partition))).filter(({ next, limit }) => next < limit))
  held.recall = { records: 0, began: parts.now() }
  held.phase = 'recalling'
  held.work = processor.take(partition)
  parts.onHappening({ what: 'taken', group, partition })
  goOn(parts, held)
  return true
}

/** Drops the state that the work has of a partition. */
export const letGo = ({ group, onHappening }: MemberParts, held: Held): void => {
  const { work, partition } = held
  held.work = null
  held.phase = 'taking'
  held.stretches.length = 0
  if (work === null) return
  work.release()
  onHappening({ what: 'released', group, partition })
}

const isUntouched = (held: Held, boundsOf: BoundsOf): boolean =>
  [...held.committed].every(([topic, offset]) => {
    const { committed, low } = boundsOf(topic, held.partition)
    return (committed ?? low) === offset
  })

const stretchOf = (held: Held, topic: Topic, { low, end }: Bounds) => ({ topic, next: low, limit: held.next.get(topic) ?? end })

/**
 * Where a group begins that has no position: at the first record. So it does where its position is not in the log: records were deleted unread, or this is another log
 * than it was. Repeating is harmless, passing over is not; and it is said.
 */
const positionOf = ({ group, onHappening }: MemberParts, place: { topic: Topic; partition: number }, { low, end, committed }: Bounds): number => {
  if (committed === null) return low
  if (committed >= low && committed <= end) return committed
  onHappening({ what: 'gap', group, ...place, position: committed, continuedAt: low })
  return low
}
