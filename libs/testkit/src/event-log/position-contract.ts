import { expect, it } from 'vitest'
import { type EventLogHarness, startHarness, startLog } from './harness.ts'
import { eventually, fact, facts, idsOf, outputOf, readAll, watch } from './observe.ts'

const REGION = '420100'

export const positionContract = (start: () => Promise<EventLogHarness>): void => {
  it('so that a group goes on after what it has handled', async () => {
    const log = await startLog(start)
    await log.append(facts(REGION, 1, 3))
    const first = watch(log, { group: 'one' })
    await eventually(() => first.handled().length === 3)
    await first.stop()
    await log.append(facts(REGION, 4, 5))
    const second = watch(log, { group: 'one' })
    await eventually(() => second.handled().length === 2)
    await second.stop()
    expect(idsOf(second.handled())).toEqual([fact(REGION, 4).id, fact(REGION, 5).id])
  })

  it('through a closing of the log', async () => {
    const harness = await startHarness(start)
    const before = await harness.open()
    await before.log.append(facts(REGION, 1, 3))
    const first = watch(before.log, { group: 'one' })
    await eventually(() => first.handled().length === 3)
    await first.stop()
    await before.close()

    const after = await harness.open()
    await after.log.append([fact(REGION, 4)])
    const second = watch(after.log, { group: 'one' })
    await eventually(() => second.handled().length === 1)
    await second.stop()
    expect(idsOf(second.handled())).toEqual([fact(REGION, 4).id])
    await after.close()
  })

  it('of each group by itself', async () => {
    const log = await startLog(start)
    await log.append(facts(REGION, 1, 3))
    const groups = ['one', 'two', 'three'].map((group) => watch(log, { group }))
    for (const each of groups) await eventually(() => each.handled().length === 3)
    await log.append([fact(REGION, 4)])
    for (const each of groups) await eventually(() => each.handled().length === 4)
    for (const each of groups) expect(idsOf(each.handled())).toEqual(facts(REGION, 1, 4).map((event) => event.id))
    await Promise.all(groups.map((each) => each.stop()))
  })

  it('of each topic that a group reads', async () => {
    const log = await startLog(start)
    await log.append([fact(REGION, 1), outputOf(fact(REGION, 1))])
    const first = watch(log, { group: 'one', reads: ['facts', 'deliveries'] })
    await eventually(() => first.handled('facts').length === 1 && first.handled('deliveries').length === 1)
    await first.stop()
    await log.append([outputOf(fact(REGION, 2))])
    const second = watch(log, { group: 'one', reads: ['facts', 'deliveries'] })
    await eventually(() => second.handled().length === 1)
    await second.stop()
    expect(second.handled()[0]?.topic).toBe('deliveries')
  })

  it('and hands what is appended meanwhile', async () => {
    const log = await startLog(start)
    const reader = watch(log, { group: 'one' })
    for (const number of [1, 2, 3]) {
      await log.append([fact(REGION, number)])
      await eventually(() => reader.handled().length === number)
    }
    await reader.stop()
  })

  it('where the outputs of a batch stand in their topic before the next batch of the group', async () => {
    const log = await startLog(start)
    await log.append(facts(REGION, 1, 3))
    const worker = watch(log, { group: 'one', handle: (records) => records.flatMap((record) => (record.event ? [outputOf(record.event)] : [])) })
    await eventually(() => worker.handled().length === 3)
    await worker.stop()
    expect(idsOf(await readAll(log, 'deliveries', REGION))).toEqual(facts(REGION, 1, 3).map((event) => outputOf(event).id))
  })

  it('and lets one group read what another puts out', async () => {
    const log = await startLog(start)
    const first = watch(log, { group: 'one', handle: (records) => records.flatMap((record) => (record.event ? [outputOf(record.event)] : [])) })
    const second = watch(log, { group: 'two', reads: ['deliveries'] })
    await log.append(facts(REGION, 1, 20))
    await eventually(() => second.handled().length === 20)
    await Promise.all([first.stop(), second.stop()])
  })

  it('which does not move where a batch throws: it is handed again, to a partition that is taken anew', async () => {
    const log = await startLog(start)
    await log.append(facts(REGION, 1, 3))
    let failures = 0
    const worker = watch(log, {
      group: 'one',
      recalls: ['facts'],
      handle: () => {
        failures += 1
        if (failures <= 2) throw new Error('does not work yet')
        return []
      },
    })
    await eventually(() => worker.handled().length === 3)
    const { partition } = worker.handled()[0]!
    await worker.stop()
    expect(idsOf(worker.handled())).toEqual(facts(REGION, 1, 3).map((event) => event.id))
    expect(worker.recalled()).toEqual([])
    const fate = worker.happenings.filter((each) => each.partition === partition).map((each) => each.what)
    expect(fate.filter((what) => what !== 'recalled')).toEqual(['take', 'release', 'take', 'release', 'take', 'handle', 'release'])
  })

  it('and gives up with what was thrown, where a batch throws again and again', async () => {
    const log = await startLog(start)
    await log.append([fact(REGION, 1)])
    const worker = watch(log, { group: 'one', handle: () => Promise.reject(new Error('never works')) })
    await expect(worker.ended).rejects.toThrow(expect.objectContaining({ cause: expect.objectContaining({ message: 'never works' }) }))
    const count = (what: string) => worker.happenings.filter((each) => each.what === what).length
    expect(count('release')).toBe(count('take'))

    const next = watch(log, { group: 'one' })
    await eventually(() => next.handled().length === 1)
    expect(idsOf(next.handled())).toEqual([fact(REGION, 1).id])
    await next.stop()
  })
}
