import { expect, it, test } from 'vitest'
import { noHistory, type Way } from './no-history.ts'

const way = (over: Partial<Way>): Way => ({ start: 0, goal: 120, done: 53, share: 0.5, units: null, month: 6, sign: 1, method: 'no-history', ...over })

test.each([
  ['on the line is as likely as not', way({ done: 60 }), 0.5],
  ['a little below it', way({}), 0.952],
  ['the same of 120 single things says less', way({ units: 120 }), 0.845],
  ['and of 12,000 nearly as much', way({ units: 12_000 }), 0.951],
  ['where less is better, below is good', way({ sign: -1 }), 0.048],
  ['without a plan, what is usual in June', way({ share: null }), 0.936],
])('%s', (_, asked, pMiss) => {
  expect(noHistory(asked).pMiss).toBeCloseTo(pMiss, 3)
})

it('ends where the share says, within its range', () => {
  const { end, low, high, hasHistory } = noHistory(way({ done: 60 }))
  expect([end, hasHistory]).toEqual([120, false])
  expect(low).toBeLessThan(end)
  expect(high).toBeGreaterThan(end)
})

it.each<[name: string, over: Partial<Way>, likely: boolean]>([
  ['half of it in June is enough', { done: 65 }, false],
  ['a third of it is not', { done: 40 }, true],
  ['by a plan that asks for a quarter it is', { done: 40, share: 0.25 }, false],
  ['what is to stay below may not be more', { done: 65, sign: -1 }, true],
  ['half of the way up in half of the time', { start: 200, goal: 230, done: 216 }, false],
  ['half of the way down in half of the time', { start: 230, goal: 200, done: 214 }, false],
  ['no way down yet', { start: 230, goal: 200, done: 229 }, true],
])('%s', (_, over, likely) => {
  expect(noHistory(way(over)).pMiss > 0.5).toBe(likely)
})
