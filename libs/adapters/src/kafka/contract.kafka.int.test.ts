import { randomUUID } from 'node:crypto'
import { type EventLogHarness, eventLogContract } from '@shixu/testkit/event-log-contract'
import { describe, inject } from 'vitest'
import { partitionOf } from '../partition.ts'
import { applyTopics } from './apply-topics.ts'
import { createClient } from './connection.ts'
import { openKafkaLog } from './kafka-log.ts'
import { topicName, topicSpecs } from './topics.ts'
import { withAdmin } from './with-admin.ts'

const brokers = inject('kafkaBrokers')
const PARTITIONS = 2

const start = async (): Promise<EventLogHarness> => {
  const prefix = `contract-${randomUUID().slice(0, 8)}.`
  const connection = { brokers: brokers ?? [], clientId: 'contract' }
  const client = { connection, log: () => undefined, now: Date.now }
  const demands = { prefix, partitions: PARTITIONS, replication: 1 }
  await applyTopics({ ...client, demands, apply: true })
  return {
    partitionOf: (region) => partitionOf(region, PARTITIONS),
    open: async (options = {}) => {
      const log = await openKafkaLog({ connection, prefix, ...options })
      return { log, close: log.close }
    },
    poison: async ({ topic, region, key, bytes }) => {
      const producer = createClient(client).producer()
      await producer.connect()
      const message = { key, value: Buffer.from(bytes), partition: partitionOf(region, PARTITIONS) }
      await producer.send({ topic: topicName(topic, prefix), messages: [message] })
      await producer.disconnect()
    },
    dispose: () => withAdmin(createClient(client), connection, (admin) => admin.deleteTopics({ topics: topicSpecs(demands).map(({ name }) => name) })),
  }
}

describe.runIf(brokers)('on a real broker', () => eventLogContract('Kafka', start))
