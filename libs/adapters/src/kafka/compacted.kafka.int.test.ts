import { commandGiven, type Event } from '@shixu/domain'
import { startKafka } from '@shixu/testkit/kafka'
import kafkajs, { type Message } from 'kafkajs'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Fixture, idsOf, keepDiary, onBroker } from './broker-fixture.ts'
import { topicName } from './topics.ts'
import { outgoing } from './wire.ts'

const fact = (number: number): Event => commandGiven({ id: `${number}`, kind: 'silence', target: '420100/2024/t', by: 'test', reason: '', until: '2024-12-31' })
/** So large that a fetch brings one batch of two, and no more. */
const written = (number: number): Message => {
  const { message } = outgoing(fact(number), { partition: 0, now: Date.now() })
  return { ...message, headers: { ...message.headers, padding: Buffer.alloc(150_000) } }
}

/** Compacts a topic as soon as a segment is full, which it is at once. */
const AT_ONCE = { 'segment.ms': '200', 'min.cleanable.dirty.ratio': '0.001', 'min.compaction.lag.ms': '0' }

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Reads a topic twice: as a member that begins, and as one that has handled all of it and recalls it. */
const readTwice = async (fixture: Fixture): Promise<{ handled: readonly string[]; recalled: readonly string[] }> => {
  const { log, happenings } = await fixture.open()
  try {
    const reader = keepDiary(log, 'reader', { recalls: [] })
    await expect.poll(async () => (await log.lagOf('reader')).map(({ lag }) => lag), { timeout: 20_000 }).toEqual([0])
    await reader.stop()
    const recaller = keepDiary(log, 'reader')
    await expect.poll(() => happenings.filter(({ what }) => what === 'recalled').length, { timeout: 20_000 }).toBe(2)
    await recaller.stop()
    expect(happenings.filter(({ what }) => what === 'gap')).toEqual([])
    const recalled = recaller.entries.flatMap(({ what, records }) => (what === 'recall' ? records : []))
    return { handled: idsOf(reader.handled()) as string[], recalled: idsOf(recalled) as string[] }
  } finally {
    await log.close()
  }
}

describe.runIf(inject('kafkaBrokers'))('batches that end in offsets without a record', { timeout: 120_000 }, () => {
  it('are read past where compaction has taken their last records, or all of them', async () => {
    const cluster = await startKafka({ properties: { 'log.cleaner.backoff.ms': '200' } })
    onTestFinished(cluster.stop)
    const fixture = await onBroker(cluster.brokers, { partitions: 1 })
    await fixture.alter('facts', AT_ONCE)
    for (const numbers of [[1, 2], [2], [3, 2], [4, 2], [5], [6]]) {
      await fixture.produce('facts', numbers.map(written))
      await wait(300)
    }
    const ids = (numbers: readonly number[]) => numbers.map((number) => fact(number).id)
    const left = ids([1, 3, 4, 2, 5, 6])
    await expect.poll(async () => (await readTwice(fixture)).recalled, { timeout: 60_000 }).toEqual(left)
  })

  it('are read past where a transaction’s mark or what it took back stands there', async () => {
    const fixture = await onBroker(inject('kafkaBrokers')!, { partitions: 1 })
    onTestFinished(fixture.dispose)
    const client = new kafkajs.Kafka({ brokers: [...fixture.connection.brokers], logLevel: kafkajs.logLevel.NOTHING })
    const producer = client.producer({ transactionalId: fixture.prefix, maxInFlightRequests: 1, idempotent: true })
    await producer.connect()
    const topic = topicName('facts', fixture.prefix)
    for (const [numbers, end] of [
      [[1, 2], 'commit'],
      [[3], 'abort'],
      [[4], 'abort'],
      [[5], 'commit'],
    ] as const) {
      const transaction = await producer.transaction()
      await transaction.send({ topic, messages: numbers.map(written) })
      await transaction[end]()
    }
    await producer.disconnect()
    const ids = [1, 2, 5].map((number) => fact(number).id)
    expect(await readTwice(fixture)).toEqual({ handled: ids, recalled: ids })
  })
})
