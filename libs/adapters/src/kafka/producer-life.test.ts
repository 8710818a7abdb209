import type { Kafka } from 'kafkajs'
import { expect, it, vi } from 'vitest'
import { createProducerLife } from './producer-life.ts'

const broker = (type: string, retriable = false) => Object.assign(new Error(type), { name: 'KafkaJSProtocolError', type, retriable })
const MESSAGES = [
  {
    topic: 'shixu.facts',
    messages: [
      { value: 'x', partition: 0 },
      { value: 'y', partition: 1 },
    ],
  },
]
const ALL = [0, 1]

/** Producers whose tries end as they are told, one after the other: with an error, or with an answer for these partitions. */
const setUp = (answers: (Error | readonly number[])[]) => {
  const made: { sendBatch: ReturnType<typeof vi.fn>; disconnect: ReturnType<typeof vi.fn>; connect: () => Promise<void> }[] = []
  const producer = () => {
    const answer = () => {
      const next = answers.shift() ?? ALL
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next.map((partition) => ({ topicName: 'shixu.facts', partition, errorCode: 0 })))
    }
    made.push({ connect: () => Promise.resolve(), sendBatch: vi.fn(answer), disconnect: vi.fn(() => Promise.resolve()) })
    return made.at(-1)
  }
  let time = 0
  const life = createProducerLife({
    kafka: { producer } as unknown as Kafka,
    deliverWithinMs: 1_000,
    now: () => (time += 300),
    onHappening: () => undefined,
    pauseMs: 0,
  })
  return { life, made }
}

it('one producer serves as long as all goes well', async () => {
  const { life, made } = setUp([ALL, ALL])
  await life.send(MESSAGES)
  await life.send(MESSAGES)
  expect(made).toHaveLength(1)
  await life.close()
  expect(made[0]?.disconnect).toHaveBeenCalledOnce()
})

it.each([
  ['is out of step', broker('OUT_OF_ORDER_SEQUENCE_NUMBER')],
  ['is not known any more', broker('UNKNOWN_PRODUCER_ID')],
  ['fails in itself', new TypeError('Cannot read properties of undefined')],
])('a producer that %s is given up, and a new one sends the same again', async (_name, error) => {
  const { life, made } = setUp([error, ALL])
  await life.send(MESSAGES)
  expect(made).toHaveLength(2)
  expect(made[0]?.disconnect).toHaveBeenCalledOnce()
  expect(made[1]?.sendBatch).toHaveBeenCalledWith(expect.objectContaining({ acks: -1, topicMessages: MESSAGES }))
})

it('a producer that has had no answer sends the same again itself, so that the broker knows it again', async () => {
  const { life, made } = setUp([Object.assign(new Error('timeout'), { name: 'KafkaJSRequestTimeoutError' }), ALL])
  await life.send(MESSAGES)
  expect(made).toHaveLength(1)
  expect(made[0]?.sendBatch).toHaveBeenCalledTimes(2)
})

it('a producer whose records were given up sends nothing else: their numbers may be taken', async () => {
  const { life, made } = setUp([...Array.from({ length: 4 }, () => broker('NOT_ENOUGH_REPLICAS', true)), ALL])
  await expect(life.send(MESSAGES)).rejects.toThrow()
  await life.send(MESSAGES)
  expect(made).toHaveLength(2)
})

it('what no broker has answered for is sent again, although kafkajs counts it as sent', async () => {
  const { life, made } = setUp([[0], [1]])
  await life.send(MESSAGES)
  expect(made).toHaveLength(1)
  expect(made[0]?.sendBatch.mock.calls.map(([request]) => request.topicMessages)).toEqual([
    MESSAGES,
    [{ topic: 'shixu.facts', messages: [{ value: 'y', partition: 1 }] }],
  ])
})

it('what may not pass is thrown at once', async () => {
  const { life, made } = setUp([broker('TOPIC_AUTHORIZATION_FAILED')])
  await expect(life.send(MESSAGES)).rejects.toThrow('TOPIC_AUTHORIZATION_FAILED')
  expect(made).toHaveLength(1)
})

it('what does not pass in time is thrown in the end', async () => {
  const { life } = setUp(Array.from({ length: 20 }, () => broker('NOT_ENOUGH_REPLICAS', true)))
  await expect(life.send(MESSAGES)).rejects.toThrow('NOT_ENOUGH_REPLICAS')
})

it('what is being sent when it is closed is given up', async () => {
  const { life, made } = setUp(Array.from({ length: 20 }, () => broker('NOT_ENOUGH_REPLICAS', true)))
  const sending = expect(life.send(MESSAGES)).rejects.toThrow('NOT_ENOUGH_REPLICAS')
  await life.close()
  await sending
  expect(made).toHaveLength(1)
})
