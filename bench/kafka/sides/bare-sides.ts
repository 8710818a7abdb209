import { topicName } from '@shixu/contracts'
import type { Event } from '@shixu/domain'
import type { Message } from 'kafkajs'
import { judgedInMemory } from '../judged-in-memory.ts'
import type { Outcome, Task } from '../task.ts'
import { bareKafka, bareProducer, consumeAll, messageOf } from './bare.ts'

export const readBare = async ({ broker, prefix, records }: Task): Promise<Outcome> => {
  let sum = 0
  const watch = await consumeAll({
    kafka: bareKafka(broker),
    groupId: `bench-read-${process.pid}`,
    topic: topicName('facts', prefix),
    records,
    each: async ({ batch }) => {
      for (const { value } of batch.messages) sum += JSON.parse(value?.toString() ?? '0').value ?? 0
    },
  })
  return { ...watch.outcome(records), outputs: sum > 0 ? 0 : -1 }
}

/** What the evaluator has said of one region, as bytes that are ready: the pipe pays for reading and writing alone. `perFigure` of them come of each figure. */
const prepare = (): { readonly said: readonly Message[]; readonly perFigure: number; readonly topicOf: (message: Message) => Event['topic'] } => {
  const { figures, outputs } = judgedInMemory({ regions: 1, years: 3 })
  const topics = new Map<Message, Event['topic']>()
  const said = outputs.map((event) => {
    const message = messageOf(event, 0)
    topics.set(message, event.topic)
    return message
  })
  return { said, perFigure: outputs.length / figures, topicOf: (message) => topics.get(message) ?? 'assessments' }
}

/** Reads, parses, writes as many records of the same bytes and headers as the evaluator would, moves the position. */
export const pipeBare = async ({ broker, prefix, into = prefix, records }: Task): Promise<Outcome> => {
  const { said, perFigure, topicOf } = prepare()
  const kafka = bareKafka(broker)
  const producer = await bareProducer(kafka)
  let read = 0
  let written = 0
  const next = (partition: number): { topic: string; message: Message } => {
    const message = said[written++ % said.length]!
    return { topic: topicName(topicOf(message), into), message: { ...message, partition } }
  }
  const watch = await consumeAll({
    kafka,
    groupId: `${prefix}bench-pipe`,
    topic: topicName('facts', prefix),
    records,
    each: async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
      for (const { value } of batch.messages) read += JSON.parse(value?.toString() ?? '{}').indicator === undefined ? 0 : 1
      const outputs = []
      while (written < read * perFigure) outputs.push(next(batch.partition))
      for (let at = 0; at < outputs.length; at += 500) {
        const byTopic = Map.groupBy(outputs.slice(at, at + 500), ({ topic }) => topic)
        const topicMessages = [...byTopic].map(([topic, some]) => ({ topic, messages: some.map(({ message }) => message) }))
        await producer.sendBatch({ acks: -1, topicMessages })
      }
      resolveOffset(batch.lastOffset())
      const offset = String(Number(batch.lastOffset()) + 1)
      await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset }] }] })
    },
  })
  return { ...watch.outcome(records), outputs: written }
}
