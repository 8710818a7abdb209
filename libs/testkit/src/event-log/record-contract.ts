import type { Event } from '@shixu/domain'
import { expect, it } from 'vitest'
import { type EventLogHarness, startHarness, startLog } from './harness.ts'
import { eventually, fact, facts, idsOf, outputOf, readAll, twoRegions, watch } from './observe.ts'

const REGION = '420100'

export const recordContract = (start: () => Promise<EventLogHarness>): void => {
  it('as they were given, each with its topic, its partition and an offset', async () => {
    const harness = await startHarness(start)
    const { log, close } = await harness.open()
    const event = fact(REGION, 1)
    await log.append([event])
    const [record] = await readAll(log, 'facts', REGION)
    expect(record).toMatchObject({ topic: 'facts', partition: harness.partitionOf(REGION), event })
    expect(record?.offset).toBeGreaterThanOrEqual(0)
    await close()
  })

  it('of one partition in the order in which they were appended, with growing offsets', async () => {
    const log = await startLog(start)
    for (const [from, to] of [
      [1, 3],
      [4, 4],
      [5, 40],
    ] as const)
      await log.append(facts(REGION, from, to))
    const records = await readAll(log, 'facts', REGION)
    expect(idsOf(records)).toEqual(idsIn(facts(REGION, 1, 40)))
    const offsets = records.map((record) => record.offset)
    expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b))
  })

  it('of one region in one partition, whatever the topic', async () => {
    const harness = await startHarness(start)
    const { log, close } = await harness.open()
    const regions = twoRegions(harness.partitionOf)
    const events = regions.flatMap((region) => facts(region, 1, 5))
    await log.append([...events, ...events.map(outputOf)])
    for (const region of regions)
      for (const topic of ['facts', 'deliveries'] as const) {
        const records = await readAll(log, topic, region)
        expect(records).toHaveLength(5)
        expect(records.every((record) => record.partition === harness.partitionOf(region) && record.event?.region === region)).toBe(true)
      }
    await close()
  })

  it('of one call that go to several topics and partitions', async () => {
    const harness = await startHarness(start)
    const { log, close } = await harness.open()
    const [one, other] = twoRegions(harness.partitionOf)
    await log.append([fact(one, 1), outputOf(fact(one, 1)), fact(other, 2), outputOf(fact(other, 2))])
    expect(await readAll(log, 'facts', one)).toHaveLength(1)
    expect(await readAll(log, 'deliveries', other)).toHaveLength(1)
    await close()
  })

  it('of many callers at once, none of them lost or twice there', async () => {
    const log = await startLog(start)
    await Promise.all(Array.from({ length: 50 }, (_, index) => log.append(facts(REGION, index * 4 + 1, index * 4 + 4))))
    const ids = idsOf(await readAll(log, 'facts', REGION))
    expect([...ids].sort()).toEqual(idsIn(facts(REGION, 1, 200)).sort())
  })

  it('that are nothing, as nothing', async () => {
    const log = await startLog(start)
    await log.append([])
    expect(await readAll(log, 'facts', REGION)).toEqual([])
  })

  it('that are tombstones: the key, without a body', async () => {
    const log = await startLog(start)
    const gone = { ...fact(REGION, 1), data: null }
    await log.append([fact(REGION, 1), gone])
    const records = await readAll(log, 'facts', REGION)
    expect(records.at(-1)?.event).toEqual(gone)
  })

  it('in great number', async () => {
    const log = await startLog(start)
    const count = 5_000
    for (let from = 1; from <= count; from += 500) await log.append(facts(REGION, from, from + 499))
    expect(idsOf(await readAll(log, 'facts', REGION))).toEqual(idsIn(facts(REGION, 1, count)))
  })

  it('that cannot be read: handed without an event, with key, bytes and reason, and the partition goes on', async () => {
    const harness = await startHarness(start)
    const bytes = new TextEncoder().encode('{"broken":')
    const first = await harness.open()
    await first.log.append([fact(REGION, 1)])
    await first.close()
    await harness.poison({ topic: 'facts', region: REGION, key: 'poisoned', bytes })

    const second = await harness.open()
    await second.log.append([fact(REGION, 2)])
    const reader = watch(second.log, { group: 'reader' })
    await eventually(() => reader.handled().length === 3)
    await reader.stop()
    expect(idsOf(reader.handled())).toEqual([fact(REGION, 1).id, undefined, fact(REGION, 2).id])
    const poisoned = reader.handled()[1]
    expect(poisoned?.event).toBeNull()
    expect(poisoned?.unreadable?.key).toBe('poisoned')
    expect(poisoned?.unreadable?.reason).not.toBe('')
    expect([...(poisoned?.unreadable?.bytes ?? [])]).toEqual([...bytes])

    const again = watch(second.log, { group: 'reader', recalls: ['facts'] })
    await second.log.append([fact(REGION, 3)])
    await eventually(() => again.handled().length === 1)
    expect(idsOf(again.recalled())).toEqual([fact(REGION, 1).id, undefined, fact(REGION, 2).id])
    await again.stop()
    await second.close()
  })
}

const idsIn = (events: readonly Event[]): string[] => events.map((event) => event.id)
