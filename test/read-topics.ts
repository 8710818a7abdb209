/**
 * Reads topics of a Kafka to their end and prints each record as a line of JSON: `node test/read-topics.ts broker topic …`.
 * A process of its own, so that it is kafkajs as anyone would use it, without what the adapter changes in it.
 */
import kafkajs from 'kafkajs'

const [broker = '', ...topics] = process.argv.slice(2)
const kafka = new kafkajs.Kafka({ brokers: [broker], clientId: 'reader', logLevel: kafkajs.logLevel.NOTHING })
const admin = kafka.admin()
const consumer = kafka.consumer({ groupId: `reader-${process.pid}-${Date.now()}` })
await Promise.all([admin.connect(), consumer.connect()])

const left = new Map<string, number>()
for (const topic of topics)
  for (const { partition, high } of await admin.fetchTopicOffsets(topic)) if (Number(high) > 0) left.set(`${topic}/${partition}`, Number(high))
await admin.disconnect()

const text = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString() : String(value))
const ended = Promise.withResolvers<void>()
if (left.size === 0) ended.resolve()

await consumer.subscribe({ topics, fromBeginning: true })
await consumer.run({
  eachMessage: async ({ topic, partition, message }) => {
    const headers = Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, text(value)]))
    console.log(
      JSON.stringify({
        topic,
        partition,
        offset: Number(message.offset),
        writtenAt: Number(message.timestamp),
        key: message.key?.toString() ?? null,
        headers,
        value: message.value?.toString() ?? null,
      }),
    )
    if (Number(message.offset) + 1 >= (left.get(`${topic}/${partition}`) ?? 0)) left.delete(`${topic}/${partition}`)
    if (left.size === 0) ended.resolve()
  },
})
await ended.promise
await consumer.disconnect()
