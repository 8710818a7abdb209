import { lockFolder, openSqliteLog, STORE_FILE } from '@shixu/adapters/sqlite-log'
import { createLedger, migrate, openSqlite } from '@shixu/adapters/store'
import { commandGiven, deliveryRecorded, type Event } from '@shixu/domain'
import type { PartitionWork, Processor } from '@shixu/pipeline/ports'

/** Two regions, so that both partitions have something to do. */
const REGIONS = ['420100', '999901']
const BATCH = 10

export const WORKER = 'worker'
export const RECORDER = 'recorder'

/** The numbered facts of an invented region, of which the number is the id. */
export const numberedFact = (number: number): Event =>
  commandGiven({
    id: `${number}`,
    kind: 'acknowledge',
    target: `${REGIONS[number % 2]}/2024/invented`,
    by: 'writer',
    reason: 'invented',
    until: '2024-12-31',
  })

const outputOf = ({ id, region }: Event): Event =>
  deliveryRecorded(region, {
    notice: id,
    attempt: 1,
    channel: 'memory',
    recipient: 'invented',
    bureau: 'invented',
    day: '2024-01-01',
    subject: '',
    covers: [],
    outcome: 'accepted',
    code: '',
    text: '',
    durationMs: 0,
  })

/** The log and the tables of a folder, with two groups at work: one puts out an event for each fact, one writes all down. */
export const openWriter = async (folder: string) => {
  const lock = lockFolder(folder)
  const log = openSqliteLog({ folder, partitions: 2 })
  const store = openSqlite(`${folder}/${STORE_FILE}`)
  await migrate(store)
  const ledger = createLedger(store)
  const worker = step(['facts'], (records) => records.flatMap(({ event }) => (event ? [outputOf(event)] : [])))
  const recorder = step(['facts', 'deliveries'], async (records) => {
    await ledger.record(records)
    return []
  })
  const end = new AbortController()
  const running = Promise.all([log.process(WORKER, worker, end.signal), log.process(RECORDER, recorder, end.signal)])
  const close = async () => {
    end.abort()
    await running
    await log.close()
    await store.destroy()
    lock.release()
  }
  return { log, ledger, close }
}

const step = (reads: Processor['reads'], handle: PartitionWork['handle']): Processor => ({
  reads,
  recalls: [],
  take: () => ({ recall: () => undefined, handle, release: () => undefined }),
})

/** Appends facts from a number on until it is killed, and says each number that is safe. */
const writeOn = async (folder: string, from: number): Promise<void> => {
  const { log } = await openWriter(folder)
  for (let next = from; ; next += BATCH) {
    await log.append(Array.from({ length: BATCH }, (_, index) => numberedFact(next + index)))
    process.stdout.write(`${next + BATCH - 1}\n`)
  }
}

if (process.argv[1] === import.meta.filename) await writeOn(String(process.argv[2]), Number(process.argv[3]))
