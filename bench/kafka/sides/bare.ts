import { encodeEvent } from '@shixu/contracts'
import type { Event } from '@shixu/domain'
import { type EachBatchPayload, Kafka, logLevel, type Message } from 'kafkajs'
import { type Stopwatch, startWatch } from '../stopwatch.ts'

/** kafkajs as it is, without our patches. */
export const bareKafka = (broker: string): Kafka => new Kafka({ brokers: [broker], clientId: 'bench', logLevel: logLevel.NOTHING })

export const bareProducer = async (kafka: Kafka) => {
  const producer = kafka.producer({ idempotent: true, createPartitioner: () => (choice: { message: Message }) => choice.message.partition ?? 0 })
  await producer.connect()
  return producer
}

/** The same bytes and headers as the log writes. */
export const messageOf = (event: Event, partition: number): Message => {
  const { key, id, type, body, region } = encodeEvent(event)
  const headers = {
    ce_id: id,
    ce_source: `/regions/${region}`,
    ce_type: type,
    ce_specversion: '1.0',
    ce_time: new Date().toISOString(),
    'content-type': 'application/json',
  }
  return { key, value: Buffer.from(body ?? []), partition, headers }
}

export interface Consuming {
  readonly kafka: Kafka
  readonly groupId: string
  readonly topic: string
  readonly records: number
  readonly each: (payload: EachBatchPayload) => Promise<void>
}

/** Runs until all records have been seen; the watch starts with the first batch. */
export const consumeAll = async ({ kafka, groupId, topic, records, each }: Consuming): Promise<Stopwatch> => {
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100 })
  await consumer.connect()
  await consumer.subscribe({ topics: [topic], fromBeginning: true })
  const done = Promise.withResolvers<void>()
  let watch: Stopwatch | null = null
  let seen = 0
  await consumer.run({
    autoCommit: false,
    partitionsConsumedConcurrently: 6,
    eachBatch: async (payload) => {
      watch ??= startWatch()
      await each(payload)
      seen += payload.batch.messages.length
      if (seen >= records) done.resolve()
    },
  })
  await done.promise
  return watch ?? startWatch()
}
