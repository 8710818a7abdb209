import { commandGiven, deliveryRecorded, type Event } from '@shixu/domain'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { idsOf, keepDiary, onBroker } from './broker-fixture.ts'
import { outgoing } from './wire.ts'

const brokers = inject('kafkaBrokers') ?? []
const REGION = '420100'

const fact = (number: number): Event =>
  commandGiven({ id: `${number}`, kind: 'silence', target: `${REGION}/2024/t`, by: 'test', reason: '', until: '2024-12-31' })
const delivery = (number: number): Event =>
  deliveryRecorded(REGION, {
    notice: `n${number}`,
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

const setUp = async () => {
  const fixture = await onBroker(brokers)
  onTestFinished(fixture.dispose)
  const { log } = await fixture.open()
  onTestFinished(log.close)
  return { fixture, log, partition: fixture.partitionOf(REGION) }
}

describe.runIf(inject('kafkaBrokers'))('records that cannot be read', () => {
  it('are handed on with their reason, the partition goes on, and a recall meets them again', async () => {
    const { fixture, log, partition } = await setUp()
    await fixture.alter('facts', { 'max.message.bytes': '4000000' })
    const { message } = outgoing(fact(2), { partition, now: 0 })
    const poison = [
      { ...message, value: '{"broken":' },
      { key: message.key ?? '', value: message.value, partition },
      { ...message, headers: { ...message.headers, ce_type: 'weather.seen' } },
      { ...message, value: Buffer.alloc(2 << 20, 0x20) },
    ]
    await log.append([fact(1)])
    for (const each of poison) await fixture.produce('facts', [each])
    await log.append([fact(3)])

    const first = keepDiary(log, 'reader')
    await expect.poll(() => first.handled().length, { timeout: 20_000 }).toBe(6)
    await first.stop()
    expect(idsOf(first.handled())).toEqual([fact(1).id, null, null, null, null, fact(3).id])
    const reasons = first.handled().flatMap(({ unreadable }) => (unreadable ? [unreadable.reason] : []))
    const words = ['not JSON', 'without CloudEvents headers', 'unknown type "weather.seen"', 'body has 2097152 bytes']
    expect(reasons).toEqual(words.map((word) => expect.stringContaining(word)))
    expect(first.handled()[4]?.unreadable?.bytes).toHaveLength(2 << 20)

    await log.append([fact(4)])
    const second = keepDiary(log, 'reader')
    await expect.poll(() => second.handled().length, { timeout: 20_000 }).toBe(1)
    await second.stop()
    const recalled = second.entries.flatMap(({ what, records }) => (what === 'recall' ? records : []))
    expect(idsOf(recalled)).toEqual(idsOf(first.handled()))
  })

  it('may lack a key, where the topic is not compacted', async () => {
    const { fixture, log, partition } = await setUp()
    const { key: _key, ...message } = outgoing(delivery(1), { partition, now: 0 }).message
    await fixture.produce('deliveries', [message])
    await log.append([delivery(2)])
    const reader = keepDiary(log, 'reader', { reads: ['deliveries'], recalls: [] })
    await expect.poll(() => reader.handled().length, { timeout: 20_000 }).toBe(2)
    await reader.stop()
    expect(reader.handled()[0]?.unreadable).toMatchObject({ key: null, reason: 'the record has no key' })
  })
})

describe.runIf(inject('kafkaBrokers'))('batches that Java has compressed', () => {
  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('in %s are read', async (codec) => {
    const { fixture, log } = await setUp()
    await fixture.alter('facts', { 'compression.type': codec })
    const events = Array.from({ length: 600 }, (_, index) => fact(index))
    await log.append(events)
    const reader = keepDiary(log, 'reader')
    await expect.poll(() => reader.handled().length, { timeout: 20_000 }).toBe(events.length)
    await reader.stop()
    expect(idsOf(reader.handled())).toEqual(events.map(({ id }) => id))
  })
})
