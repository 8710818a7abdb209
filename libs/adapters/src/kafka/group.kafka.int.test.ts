import { commandGiven, deliveryRecorded, type Event } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Fixture, idsOf, keepDiary, type MemberDiary, onBroker, regionsByPartition } from './broker-fixture.ts'

const brokers = inject('kafkaBrokers') ?? []
const PARTITIONS = 6
const REGIONS = regionsByPartition(PARTITIONS)

const fact = (region: string, number: number): Event =>
  commandGiven({ id: `${region}-${number}`, kind: 'silence', target: `${region}/2024/t`, by: 'test', reason: '', until: '2024-12-31' })
const facts = (from: number, to: number): Event[] =>
  REGIONS.flatMap((region) => Array.from({ length: to - from + 1 }, (_, index) => fact(region, from + index)))
const outputOf = (cause: Event): Event =>
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
const outputs = (records: readonly Recorded[]): Event[] => records.flatMap(({ event }) => (event ? [outputOf(event)] : []))

const setUp = async (partitions = PARTITIONS): Promise<Fixture> => {
  const fixture = await onBroker(brokers, { partitions })
  onTestFinished(fixture.dispose)
  return fixture
}

/** Each process has a log of its own. */
const join = async (fixture: Fixture, options: Parameters<typeof keepDiary>[2] = {}) => {
  const { log, happenings } = await fixture.open({ patience: { sessionMs: 6_000 } })
  onTestFinished(log.close)
  const diary = keepDiary(log, 'workers', { recalls: ['deliveries', 'facts'], handle: outputs, ...options })
  onTestFinished(() => diary.stop().catch(() => undefined))
  return { log, happenings, diary }
}

const poll = (condition: () => unknown) => expect.poll(condition, { timeout: 30_000, interval: 20 })
const all = Array.from({ length: PARTITIONS }, (_, partition) => partition)
const shares = (diaries: readonly MemberDiary[]) => diaries.map((diary) => diary.held().length)
const together = (diaries: readonly MemberDiary[]) => diaries.flatMap((diary) => diary.held()).sort((a, b) => a - b)
const handled = (diaries: readonly MemberDiary[]) => new Set(diaries.flatMap((diary) => idsOf(diary.handled())))

/** What a member knows of a partition that it holds: all that it has recalled and handled since it took it. */
const known = (diary: MemberDiary, partition: number): (string | null)[] => {
  const own = diary.entries.filter((entry) => entry.partition === partition)
  const since = own.slice(own.findLastIndex(({ what }) => what === 'take'))
  return [...new Set(idsOf(since.flatMap(({ records }) => records.filter(({ topic }) => topic === 'facts'))))]
}

describe.runIf(inject('kafkaBrokers'))('a group of evaluators', () => {
  it('of two becomes three becomes one under load: only what moves is recalled, and whoever holds a partition knows all of it', async () => {
    const fixture = await setUp()
    const writer = await fixture.open()
    onTestFinished(writer.log.close)
    let written = 0
    const write = async (count: number) => {
      await writer.log.append(facts(written + 1, written + count))
      written += count
    }
    await write(50)
    const one = await join(fixture)
    await poll(() => one.diary.held()).toEqual(all)
    const two = await join(fixture)
    await poll(() => shares([one.diary, two.diary])).toEqual([3, 3])
    await write(50)
    const before = [one.diary.held(), two.diary.held()]
    const three = await join(fixture)
    const writing = write(50)
    await poll(() => shares([one.diary, two.diary, three.diary])).toEqual([2, 2, 2])
    await writing
    expect(together([one.diary, two.diary, three.diary])).toEqual(all)
    const stayed = [one, two].map(({ diary }, index) => diary.held().filter((partition) => before[index]?.includes(partition)))
    expect(stayed.map((each) => each.length)).toEqual([2, 2])
    for (const [index, { diary, happenings }] of [one, two].entries())
      for (const partition of stayed[index] ?? []) {
        expect(diary.entries.filter((entry) => entry.partition === partition && entry.what === 'take')).toHaveLength(1)
        expect(happenings).toContainEqual({ what: 'kept', group: 'workers', partition })
      }
    await poll(() => handled([one.diary, two.diary, three.diary]).size).toBe(150 * PARTITIONS)

    const began = performance.now()
    await Promise.all([one.diary.stop(), two.diary.stop()])
    expect(performance.now() - began).toBeLessThan(1_000)
    await write(50)
    await poll(() => three.diary.held()).toEqual(all)
    await poll(() => handled([one.diary, two.diary, three.diary]).size).toBe(200 * PARTITIONS)
    for (const [partition, region] of REGIONS.entries())
      expect(known(three.diary, partition)).toEqual(Array.from({ length: 200 }, (_, index) => fact(region, index + 1).id))
    expect(three.log.health()).toMatchObject({ alive: true, ready: true })
    // The position moves after what was handled has been written.
    await poll(async () => (await three.log.lagOf('workers')).every(({ lag }) => lag === 0)).toBe(true)
  })

  it('does not append or commit what a member has still under way of a partition that is another’s by then', async () => {
    const fixture = await setUp(2)
    const regions = regionsByPartition(2)
    const writer = await fixture.open()
    onTestFinished(writer.log.close)
    const gate = Promise.withResolvers<void>()
    let waits = false
    const slow = await join(fixture, {
      handle: async (records, partition) => {
        if (partition === 1) {
          waits = true
          await gate.promise
        }
        return outputs(records)
      },
    })
    await poll(() => slow.diary.held()).toEqual([0, 1])
    await writer.log.append(regions.map((region) => fact(region, 1)))
    await poll(() => waits).toBe(true)
    const quick = await join(fixture)
    await poll(() => quick.diary.handled().length).toBe(1)
    expect(quick.diary.held()).toEqual([1])
    gate.resolve()
    await poll(() => slow.diary.held()).toEqual([0])
    await writer.log.append(regions.map((region) => fact(region, 2)))
    await poll(() => handled([slow.diary, quick.diary]).size).toBe(4)

    const reader = keepDiary(writer.log, 'reader', { reads: ['deliveries'], recalls: [] })
    await poll(() => reader.handled().length).toBeGreaterThanOrEqual(4)
    await reader.stop()
    const written = reader.handled().filter(({ partition }) => partition === 1)
    expect(idsOf(written)).toEqual([1, 2].map((number) => outputOf(fact(regions[1]!, number)).id))
    const stale = slow.happenings.filter((each) => each.what === 'committed' && each.partition === 1)
    expect(stale).toEqual([])
  })

  it('says where records were deleted unread, and goes on at the first that is left', async () => {
    const fixture = await setUp(2)
    const [region] = regionsByPartition(2) as [string]
    const { log, happenings } = await fixture.open()
    onTestFinished(log.close)
    await log.append(Array.from({ length: 10 }, (_, index) => outputOf(fact(region, index))))
    const first = keepDiary(log, 'reader', { reads: ['deliveries'], recalls: [] })
    await poll(() => first.handled().length).toBe(10)
    await first.stop()
    await log.append(Array.from({ length: 10 }, (_, index) => outputOf(fact(region, 10 + index))))
    const topic = `${fixture.prefix}shixu.deliveries`
    await fixture.admin(async (admin) => {
      await admin.fetchTopicOffsets(topic)
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '15' }] })
    })
    const second = keepDiary(log, 'reader', { reads: ['deliveries'], recalls: [] })
    await poll(() => second.handled().length).toBe(5)
    await second.stop()
    expect(happenings).toContainEqual({ what: 'gap', group: 'reader', topic: 'deliveries', partition: 0, position: 10, continuedAt: 15 })
  })
})
