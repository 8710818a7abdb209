import type { Batch, EachBatchPayload } from 'kafkajs'
import { expect, it } from 'vitest'
import { createEachBatch } from './each-batch.ts'

const rejoin = Object.assign(new Error('x'), { type: 'REBALANCE_IN_PROGRESS' })

/** A handler whose dealings end when the test says so, and the batches that it is given. */
const setUp = (heartbeat: () => Promise<void> = () => Promise.resolve()) => {
  const dealings: PromiseWithResolvers<boolean>[] = []
  const resolved: string[] = []
  const handler = createEachBatch({
    heartbeatMs: 5,
    deal: () => {
      const dealing = Promise.withResolvers<boolean>()
      dealings.push(dealing)
      return dealing.promise
    },
  })
  const give = (partition: number, lastOffset: string, highWatermark = '100') => {
    const state = { done: false, failed: null as unknown }
    const batch = { topic: 'facts', partition, lastOffset: () => lastOffset, highWatermark } as Batch
    const payload = { batch, heartbeat, resolveOffset: (offset: string) => resolved.push(`${partition}:${offset}`) }
    handler.eachBatch(payload as unknown as EachBatchPayload).then(
      () => {
        state.done = true
      },
      (error: unknown) => {
        state.failed = error
      },
    )
    return state
  }
  return { handler, dealings, resolved, give }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 1))

it('the next batch is asked for while the first is dealt with, and the one after it is not', async () => {
  const { dealings, resolved, give } = setUp()
  const [first, second] = [give(0, '9'), give(0, '19')]
  await turn()
  expect([first.done, second.done, dealings.length, resolved]).toEqual([true, false, 2, ['0:9', '0:19']])
  dealings[0]!.resolve(true)
  await turn()
  expect(second.done).toBe(true)
})

it('waits for a batch that reaches the end of the log', async () => {
  const { dealings, give } = setUp()
  const last = give(0, '99')
  await turn()
  expect(last.done).toBe(false)
  dealings[0]!.resolve(true)
  await turn()
  expect(last.done).toBe(true)
})

it('one partition does not wait for another', async () => {
  const { give } = setUp()
  const [first, other] = [give(0, '9'), give(1, '9')]
  await turn()
  expect([first.done, other.done]).toEqual([true, true])
})

it('the need to join again comes with the batch after it, and is told once', async () => {
  const { handler, dealings, give } = setUp()
  give(0, '9')
  const second = give(0, '19')
  dealings[0]!.reject(new Error('wrapped', { cause: rejoin }))
  dealings[1]!.reject(rejoin)
  await turn()
  expect(second.failed).toBe(rejoin)
  handler.joined()
  const third = give(0, '29')
  await turn()
  expect([third.done, third.failed]).toEqual([true, null])
})

it('heartbeats while it waits, and hears by them that the group has moved on', async () => {
  let beats = 0
  const { give } = setUp(() => {
    beats += 1
    return beats < 3 ? Promise.reject(new Error('the connection is gone')) : Promise.reject(rejoin)
  })
  give(0, '9')
  const second = give(0, '19')
  while (second.failed === null) await turn()
  expect([second.failed, beats]).toEqual([rejoin, 3])
})
