import type { Indicator } from '@shixu/domain'
import { expect, test } from 'vitest'
import { readPublished, type Undated } from './published.ts'

const undated: Undated = {
  indicator: { release: { rule: 'monthly', day: 30, yearEndDay: 31 } } as Indicator,
  period: '2024-06',
  basis: 'first-published',
  receivedOn: '2025-12-31',
  rule: 'release-rule',
  workdays: { isWorkday: () => true, knownUntil: '2026-12-31' },
}

test.each([
  [{ day: '2024-07-23', basis: '' }, '2024-07-23', 'stated'],
  [{ day: '2024-07-23', basis: 'stated' }, '2024-07-23', 'stated'],
  [{ day: '2024-07-23', basis: 'assumed' }, '2024-07-23', 'assumed'],
  [{ day: '2024-07-23', basis: '推定' }, '2024-07-23', 'assumed'],
  [{ day: '', basis: 'assumed' }, '2024-07-30', 'assumed'],
])('a row that says %j came out on %s, %s', (cells, published, publishedBasis) => {
  expect(readPublished(cells, undated)).toEqual({ value: { published, publishedBasis } })
})

test('a basis of another kind is refused', () => {
  expect(readPublished({ day: '2024-07-23', basis: 'rumoured' }, undated)).toMatchObject({ code: 'unknown-word' })
})
