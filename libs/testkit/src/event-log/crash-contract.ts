import type { EventLog } from '@shixu/pipeline/ports'
import { expect, it } from 'vitest'
import { type EventLogHarness, type Step, startHarness } from './harness.ts'
import { eventually, fact, facts, idsOf, outputOf, readAll, watch } from './observe.ts'

const REGION = '420100'
const STEPS = ['handled', 'appended', 'committed'] as const satisfies readonly Step[]
const COUNT = 40

/** Works facts into outputs, as an evaluator does; outputs come once for each fact that was handed. */
const work = (log: EventLog) =>
  watch(log, {
    group: 'worker',
    recalls: ['deliveries', 'facts'],
    handle: (records) => records.flatMap((record) => (record.event ? [outputOf(record.event)] : [])),
  })

export const crashContract = (start: () => Promise<EventLogHarness>): void => {
  it.each(STEPS.flatMap((step) => [1, 2, 3].map((time) => ({ step, time }))))('after the $step step of batch $time', async ({ step, time }) => {
    const harness = await startHarness(start)
    const before = await harness.open({ between: crashAt(step, time) })
    const crashed = work(before.log)
    const ended = expect(crashed.ended).rejects.toThrow()
    for (let batch = 1; batch <= time; batch += 1) {
      if (batch > 1) await eventually(() => crashed.handled().length >= (batch - 1) * 10)
      await before.log.append(facts(REGION, batch * 10 - 9, batch * 10))
    }
    await ended
    await before.close()

    const after = await harness.open()
    await after.log.append(facts(REGION, time * 10 + 1, COUNT))
    const survivor = work(after.log)
    await eventually(() => idsOf(survivor.handled()).includes(fact(REGION, COUNT).id))
    await survivor.stop()

    const recalled = idsOf(survivor.recalled('facts'))
    const safe = new Set(idsOf(survivor.recalled('deliveries')))
    expect(recalled.filter((id) => !safe.has(outputOf({ ...fact(REGION, 0), id: id ?? '' }).id))).toEqual([])
    expect([...recalled, ...idsOf(survivor.handled())]).toEqual(facts(REGION, 1, COUNT).map((event) => event.id))
    const outputs = idsOf(await readAll(after.log, 'deliveries', REGION))
    expect([...new Set(outputs)]).toEqual(facts(REGION, 1, COUNT).map((event) => outputOf(event).id))
    await after.close()
  })
}

/** Ends the work at the n-th time that it comes to a step. */
const crashAt = (step: Step, time: number) => {
  let times = 0
  return (at: Step): void => {
    if (at === step) times += 1
    if (times >= time) throw new Error(`crashed after ${at}`)
  }
}
