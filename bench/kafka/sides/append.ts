import { openKafkaLog, partitionOf } from '@shixu/adapters/kafka'
import { topicName } from '@shixu/contracts'
import { inBatches, PARTITIONS, theYear } from '../facts.ts'
import { startWatch } from '../stopwatch.ts'
import type { Outcome, Task } from '../task.ts'
import { bareKafka, bareProducer, messageOf } from './bare.ts'

const BATCH = 2_000

export const appendBare = async ({ broker, prefix, land, records }: Task): Promise<Outcome> => {
  const producer = await bareProducer(bareKafka(broker))
  const batches = [...inBatches(theYear(land), BATCH)]
  const topic = topicName('facts', prefix)
  const watch = startWatch()
  for (const batch of batches) {
    const messages = batch.map((event) => messageOf(event, partitionOf(event.region, PARTITIONS)))
    await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages }] })
  }
  return watch.outcome(records)
}

export const appendLog = async ({ broker, prefix, land, records }: Task): Promise<Outcome> => {
  const log = await openKafkaLog({ connection: { brokers: [broker], clientId: 'bench' }, prefix })
  const batches = [...inBatches(theYear(land), BATCH)]
  const watch = startWatch()
  for (const batch of batches) await log.append(batch)
  return watch.outcome(records)
}
