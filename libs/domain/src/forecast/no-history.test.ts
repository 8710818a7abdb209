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
