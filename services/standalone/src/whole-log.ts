import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SqliteLog } from '@shixu/adapters/sqlite-log'
import type { Topic } from '@shixu/domain'
import type { Recorded, WholeLog } from '@shixu/pipeline'

/** What the ledger keeps. */
export const LEDGER_TOPICS: readonly Topic[] = ['facts', 'assessments', 'alerts', 'deliveries']

const BATCH = 500

/** The log of one machine, whole. Between batches the process does other work. */
export const wholeLogOf = ({ read, partitions }: Pick<SqliteLog, 'read' | 'partitions'>): WholeLog => {
  const next = new Map<string, number>()
  return {
    catchUp: async (take) => {
      for (const topic of LEDGER_TOPICS) {
        for (let partition = 0; partition < partitions; partition += 1) {
          const place = `${topic}/${partition}`
          for (const batch of batches(read(topic, { partition, from: next.get(place) ?? 0 }))) {
            await take(batch)
            next.set(place, batch.at(-1)!.offset + 1)
            await nextTurn()
          }
        }
      }
    },
  }
}

function* batches(records: Iterable<Recorded>): Iterable<readonly Recorded[]> {
  let batch: Recorded[] = []
  for (const record of records) {
    batch.push(record)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
