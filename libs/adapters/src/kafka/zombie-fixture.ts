import { deliveryRecorded, type Event } from '@shixu/domain'
import { openKafkaLog } from './kafka-log.ts'

/** A member of `workers` in a process of its own, so that it can be stopped and continued. Says `handling` when its first batch is under way, and goes on a second later. */
const [, , brokers = '', prefix = ''] = process.argv

export const outputOf = (cause: Event): Event =>
  deliveryRecorded(cause.region, {
    notice: cause.id,
    attempt: 1,
    channel: 'memory',
    recipient: 'r',
    bureau: 'b',
    day: '2024-01-01',
    subject: '',
    covers: [],
    outcome: 'accepted',
    code: '',
    text: '',
    durationMs: 1,
  })

const run = async (): Promise<void> => {
  const log = await openKafkaLog({ connection: { brokers: brokers.split(','), clientId: 'zombie' }, prefix, patience: { sessionMs: 6_000 } })
  const until = new AbortController()
  process.once('SIGTERM', () => until.abort())
  await log.process(
    'workers',
    {
      reads: ['facts'],
      recalls: ['facts'],
      take: () => ({
        recall: () => undefined,
        handle: async (records) => {
          process.stdout.write('handling\n')
          await new Promise((resolve) => setTimeout(resolve, 1_000))
          return records.flatMap(({ event }) => (event ? [outputOf(event)] : []))
        },
        release: () => undefined,
      }),
    },
    until.signal,
  )
  await log.close()
}

if (brokers !== '') await run()
