import { openSqliteLog } from '@shixu/adapters/sqlite-log'
import { dayBegan } from '@shixu/domain'
import type { PartitionWork, Processor } from '@shixu/pipeline'
import { expect, onTestFinished, test } from 'vitest'
import { runSteps } from './steps-running.ts'
import { newFolder } from './test/ask-shixu.ts'

const DAY = dayBegan('999901', { day: '2024-06-01' })

const step = (handle: PartitionWork['handle']): Processor => ({
  reads: ['facts'],
  recalls: [],
  take: () => ({ recall: () => undefined, handle, release: () => undefined }),
})

/** Steps that find a day in the log when they begin. */
const running = async (byGroup: Readonly<Record<string, Processor>>) => {
  const log = openSqliteLog({ folder: newFolder(), retry: { times: 0, firstMs: 0 } })
  await log.append([DAY])
  const steps = runSteps({ steps: new Map(Object.entries(byGroup)), state: { log } })
  onTestFinished(async () => {
    await steps.stop()
    await log.close()
  })
  return steps
}

test('steps have caught up when all that was there has gone through each of them', async () => {
  const gate = Promise.withResolvers<readonly never[]>()
  const steps = await running({ quick: step(() => []), slow: step(() => gate.promise) })
  await steps.settled(['quick'])
  expect(steps.caughtUp()).toBe(false)
  gate.resolve([])
  await steps.settled(['slow'])
  await expect.poll(steps.caughtUp).toBe(true)
  expect(steps.failure()).toBeNull()
})

test('where one fails for good, it says which and why, and the others stop', async () => {
  const steps = await running({ sound: step(() => []), broken: step(() => Promise.reject(new Error('a rule divides by nothing'))) })
  await expect(steps.ended).rejects.toMatchObject({ code: 'processor-failed' })
  expect(steps.failure()).toMatch(/^broken has failed: Group broken, partition \d: A step failed .* \(a rule divides by nothing\)$/u)
  expect(steps.caughtUp()).toBe(false)
  await expect(steps.settled(['sound'])).rejects.toThrow()
})
