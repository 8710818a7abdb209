import { dayBegan, type Event } from '@shixu/domain'
import { expect, test } from 'vitest'
import { observed } from './observed.ts'
import type { Processor, Recorded } from './ports.ts'

const day = dayBegan('420100', { day: '2024-03-01' })
const records: Recorded[] = [{ topic: 'facts', partition: 0, offset: 7, event: day }]

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
  const work = observed(step, { now: () => time, handled: (batch) => seen.push(batch), recalled: (batch) => seen.push(batch) }).take(0)
  work.recall(records)
  work.recalled?.()
  expect(await work.handle(records)).toEqual([day])
  expect(seen).toEqual([{ records: 1, seconds: 0 }, 'recalled', { records, outputs: [day], seconds: 0.25 }])
})
