import { createHash } from 'node:crypto'
import { deadLettered, type Event, TOPICS, type Topic } from '@shixu/domain'
import type { Clock, Deadletters, Ledger, PartitionWork, Processor, Recorded } from './ports.ts'

/** The recorder's group. */
export const RECORDER = 'shixu.ledger'

export interface RecorderParts {
  readonly ledger: Ledger
  readonly deadletters: Pick<Deadletters, 'record'>
  /** Gives the day of a letter about what cannot be read. */
  readonly calendar: Pick<Clock, 'today'>
}

/** What nobody else reads, so that nobody else can say that it cannot be read. */
const OWN: ReadonlySet<Topic> = new Set<Topic>(['assessments', 'deliveries', 'deadletters'])

/** What a letter carries of what was refused. */
const CARRIED = 64 * 1024

/** The step from the log to the tables that people ask: everything that the log says is written down. Read again, it changes nothing. */
export const createRecorder = (parts: RecorderParts): Processor => ({ reads: TOPICS, recalls: [], take: () => recordPartition(parts) })

const recordPartition = ({ ledger, deadletters, calendar }: RecorderParts): PartitionWork => ({
  recall: () => undefined,
  handle: async (records) => {
    await ledger.record(records)
    const letters = records.flatMap(({ event }) => (event?.type === 'dead-lettered' ? [event] : []))
    if (letters.length > 0) await deadletters.record(letters)
    const unreadable = records.filter((record) => record.event === null && OWN.has(record.topic))
    return unreadable.map((record) => letterOf(record, calendar.today()))
  },
  release: () => undefined,
})

/** Of a record that cannot be read not even the region is known. Its letter is the same each time, but for the day. */
const letterOf = ({ topic, partition, offset, unreadable }: Recorded, day: string): Event => {
  const bytes = unreadable?.bytes ?? new Uint8Array()
  return deadLettered('unknown', {
    source: topic,
    place: `${topic}/${partition}@${offset}`,
    code: 'unreadable',
    reason: unreadable?.reason ?? '',
    bytes: Buffer.from(bytes.subarray(0, CARRIED)).toString('base64'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    length: bytes.length,
    day,
    about: unreadable?.key ?? null,
    document: null,
  })
}
