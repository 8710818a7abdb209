import { dayBegan, type Event } from '@shixu/domain'
import { expect, test } from 'vitest'
import { observed } from './observed.ts'
import type { Processor, Recorded } from './ports.ts'

const day = dayBegan('420100', { day: '2024-03-01' })
const records: Recorded[] = [{ topic: 'facts', partition: 0, offset: 7, event: day, writtenAt: 900 }]

test('who looks on sees what went in, what came out and how long it took, and changes nothing', async () => {
  let time = 1000
  const seen: unknown[] = []
  const step: Processor = {
    reads: ['facts'],
    recalls: ['facts'],
    take: () => ({
      recall: () => undefined,
      recalled: () => seen.push('recalled'),
      handle: (): Event[] => {
        time += 250
        return [day]
      },
      release: () => undefined,
    }),
  }
  const lag = {
    began: (partition: number, writtenAt?: number) => seen.push(['began', partition, writtenAt]),
    ended: (partition: number) => seen.push(['ended', partition]),
    released: (partition: number) => seen.push(['released', partition]),
  }
  const work = observed(step, { now: () => time, lag, handled: (batch) => seen.push(batch), recalled: (batch) => seen.push(batch) }).take(0)
  work.recall(records)
  work.recalled?.()
  expect(await work.handle(records)).toEqual([day])
  work.release()
  const batch = { records, outputs: [day], seconds: 0.25 }
  expect(seen).toEqual([{ records: 1, seconds: 0 }, 'recalled', ['began', 0, 900], ['ended', 0], batch, ['released', 0]])
})

test('a batch that fails stays at hand', async () => {
  const seen: string[] = []
  const lag = { began: () => seen.push('began'), ended: () => seen.push('ended'), released: () => seen.push('released') }
  const failing: Processor = {
    reads: ['facts'],
    recalls: [],
    take: () => ({ recall: () => undefined, handle: () => Promise.reject(new Error('invented')), release: () => undefined }),
  }
  const work = observed(failing, { now: () => 0, lag, handled: () => undefined, recalled: () => undefined }).take(0)
  await expect(Promise.resolve(work.handle(records))).rejects.toThrow('invented')
  expect(seen).toEqual(['began'])
})
