import type { PartitionWork, Recorded } from '@shixu/pipeline/ports'
import { expect, it } from 'vitest'
import { type EventLogHarness, startHarness, startLog } from './harness.ts'
import { eventually, fact, facts, type Happening, idsOf, outputOf, twoRegions, watch } from './observe.ts'

const REGION = '420100'
const toOutputs: PartitionWork['handle'] = (records) => records.flatMap((record) => (record.event ? [outputOf(record.event)] : []))

export const takingContract = (start: () => Promise<EventLogHarness>): void => {
  it('with all that was handled recalled first, topic by topic in the order asked for, and then goes on', async () => {
    const log = await startLog(start)
    await log.append(facts(REGION, 1, 30))
    const first = watch(log, { group: 'one', handle: toOutputs })
    await eventually(() => first.handled().length === 30)
    await first.stop()
    await log.append(facts(REGION, 31, 33))

    const second = watch(log, { group: 'one', recalls: ['deliveries', 'facts'], handle: toOutputs })
    await eventually(() => second.handled().length === 3)
    await second.stop()
    expect(idsOf(second.recalled('facts'))).toEqual(facts(REGION, 1, 30).map((event) => event.id))
    expect(idsOf(second.recalled('deliveries'))).toEqual(facts(REGION, 1, 30).map((event) => outputOf(event).id))
    expect(idsOf(second.handled())).toEqual(facts(REGION, 31, 33).map((event) => event.id))
    const { partition } = second.handled()[0]!
    expect(inOrder(second.happenings, partition)).toEqual(['take', 'recall deliveries', 'recall facts', 'recalled', 'handle facts', 'release'])
  })

  it('with topics that it does not read recalled to their end, and of those it reads nothing that it has not handled', async () => {
    const log = await startLog(start)
    await log.append([...facts(REGION, 1, 2), outputOf(fact(REGION, 1)), outputOf(fact(REGION, 2))])
    const worker = watch(log, { group: 'one', recalls: ['deliveries', 'facts'] })
    await eventually(() => worker.handled().length === 2)
    await worker.stop()
    expect(worker.recalled('deliveries')).toHaveLength(2)
    expect(worker.recalled('facts')).toEqual([])
  })

  it('with nothing recalled that it does not ask for', async () => {
    const log = await startLog(start)
    await log.append(facts(REGION, 1, 3))
    const first = watch(log, { group: 'one' })
    await eventually(() => first.handled().length === 3)
    await first.stop()
    const second = watch(log, { group: 'one' })
    await log.append([fact(REGION, 4)])
    await eventually(() => second.handled().length === 1)
    await second.stop()
    expect(second.recalled()).toEqual([])
    expect(inOrder(second.happenings, second.handled()[0]!.partition)).toEqual(['take', 'recalled', 'handle facts', 'release'])
  })

  it('each to work of its own, which gets the records of that partition alone', async () => {
    const harness = await startHarness(start)
    const { log, close } = await harness.open()
    const regions = twoRegions(harness.partitionOf)
    const worker = watch(log, { group: 'one' })
    await log.append(regions.flatMap((region) => facts(region, 1, 10)))
    await eventually(() => worker.handled().length === 20)
    await worker.stop()
    for (const region of regions) {
      const own = worker.happenings.flatMap((each) => (each.what === 'handle' && each.partition === harness.partitionOf(region) ? each.records : []))
      expect(idsOf(own)).toEqual(facts(region, 1, 10).map((event) => event.id))
    }
    await close()
  })

  it('and takes each back when the signal comes, after the batch that is under way', async () => {
    const log = await startLog(start)
    const gate = Promise.withResolvers<void>()
    let begun = false
    await log.append([fact(REGION, 1)])
    const worker = watch(log, {
      group: 'one',
      handle: async (records) => {
        begun = true
        await gate.promise
        return toOutputs(records)
      },
    })
    await eventually(() => begun)
    const stopped = worker.stop()
    gate.resolve()
    await stopped
    const taken = worker.happenings.filter((each) => each.what === 'take').map((each) => each.partition)
    expect(
      worker.happenings
        .filter((each) => each.what === 'release')
        .map((each) => each.partition)
        .sort(),
    ).toEqual([...taken].sort())
    expect(worker.happenings.at(-1)?.what).toBe('release')
  })

  it('and ends at once where the signal has come before', async () => {
    const log = await startLog(start)
    await log.append([fact(REGION, 1)])
    const controller = new AbortController()
    controller.abort()
    let handled = 0
    const work: PartitionWork = {
      recall: () => undefined,
      handle: () => {
        handled += 1
        return []
      },
      release: () => undefined,
    }
    await log.process('one', { reads: ['facts'], recalls: [], take: () => work }, controller.signal)
    expect(handled).toBe(0)
  })

  it('and never calls the work of one partition twice at once', async () => {
    const log = await startLog(start)
    let inside = 0
    let most = 0
    const handle = async (records: readonly Recorded[]) => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
      return toOutputs(records)
    }
    const worker = watch(log, {
      group: 'one',
      reads: ['facts', 'deliveries'],
      handle: (records) => (records[0]?.topic === 'facts' ? handle(records) : handle(records).then(() => [])),
    })
    for (let number = 1; number <= 40; number += 1) await log.append([fact(REGION, number)])
    await eventually(() => worker.handled('deliveries').length === 40)
    await worker.stop()
    expect(most).toBe(1)
  })

  it('to one member of a group at a time; what one leaves the other takes over', async () => {
    const harness = await startHarness(start)
    const { log, close } = await harness.open()
    const regions = twoRegions(harness.partitionOf)
    const members = [watch(log, { group: 'one', recalls: ['facts'] }), watch(log, { group: 'one', recalls: ['facts'] })]
    const distinct = () => new Set(members.flatMap((member) => idsOf(member.handled()))).size
    await log.append(regions.flatMap((region) => facts(region, 1, 10)))
    await eventually(() => distinct() === 20)
    await members[0]?.stop()
    await log.append(regions.flatMap((region) => facts(region, 11, 20)))
    await eventually(() => distinct() === 40)
    await members[1]?.stop()
    for (const region of regions) {
      const last = members[1]!.happenings.filter((each) => each.partition === harness.partitionOf(region))
      const seen = last.flatMap((each) => (each.what === 'recall' || each.what === 'handle' ? each.records : []))
      expect(new Set(idsOf(seen)).size).toBe(20)
    }
    await close()
  })
}

/** What happened to a partition, batches of one topic that follow one another taken as one. */
const inOrder = (happenings: readonly Happening[], partition: number): string[] =>
  happenings
    .filter((each) => each.partition === partition)
    .map((each) => (each.what === 'recall' || each.what === 'handle' ? `${each.what} ${each.records[0]?.topic}` : each.what))
    .filter((word, index, all) => word !== all[index - 1])
