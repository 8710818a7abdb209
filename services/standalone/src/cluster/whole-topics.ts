import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { KafkaLog } from '@shixu/adapters/kafka'
import type { Processor, Recorded, WholeLog } from '@shixu/pipeline'
import { LEDGER_TOPICS } from '../whole-log.ts'
import { endsOf, hasReached } from './log-ends.ts'

const LOOK_MS = 200

/** A batch that the log has handed over, and that waits to be taken. */
interface Handed {
  readonly records: readonly Recorded[]
  readonly taken: () => void
}

/** Batches wait here until somebody takes them; while it is shut they are let pass. */
const createDoor = () => {
  const waiting: Handed[] = []
  let [open, bell] = [true, Promise.withResolvers<void>()]
  return {
    next: () => waiting.shift(),
    /** Resolves when there may be a next one. */
    rung: () => bell.promise,
    handOver: (records: readonly Recorded[]) =>
      new Promise<void>((resolve) => {
        if (!open) return resolve()
        waiting.push({ records, taken: resolve })
        bell.resolve()
        bell = Promise.withResolvers()
      }),
    shut: () => {
      open = false
      for (const { taken } of waiting.splice(0)) taken()
    },
  }
}

type Door = ReturnType<typeof createDoor>

const handing = ({ handOver }: Door): Processor => ({
  reads: LEDGER_TOPICS,
  recalls: [],
  take: () => ({
    recall: () => undefined,
    handle: async (records) => {
      await handOver(records)
      return []
    },
    release: () => undefined,
  }),
})

/**
 * The topics of a cluster, whole, as long as the work lasts. They are read from their beginning under a group that is this reading's alone, and gone with it; the positions of others stay
 * where they are.
 */
export const withWholeTopics = async <T>(log: KafkaLog, signal: AbortSignal, work: (whole: WholeLog) => Promise<T>): Promise<T> => {
  const group = `shixu.rebuild.${randomUUID().slice(0, 8)}`
  const [door, over] = [createDoor(), new AbortController()]
  const reading = log.process(group, handing(door), AbortSignal.any([signal, over.signal])).then(() => signal.throwIfAborted())
  reading.catch(() => undefined)
  const catchUp: WholeLog['catchUp'] = async (take) => {
    const ends = await endsOf(log, LEDGER_TOPICS)
    for (;;) {
      const rung = door.rung()
      const handed = door.next()
      if (handed) {
        await take(handed.records)
        handed.taken()
      } else if (await hasReached(log, group, ends)) return
      else await Promise.race([rung, pause(LOOK_MS), reading])
    }
  }
  try {
    return await work({ catchUp })
  } finally {
    over.abort()
    door.shut()
    await reading.catch(() => undefined)
    // Where it may not, the brokers forget the group by themselves in a week.
    await log.forget(group).catch(() => undefined)
  }
}
