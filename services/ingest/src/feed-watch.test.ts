import type { Indicator } from '@shixu/domain'
import { expect, test } from 'vitest'
import { createFeedWatch } from './feed-watch.ts'

const workdays = { isWorkday: () => true, knownUntil: '2026-12-31' }

const indicator = (id: string, by: 'office' | 'bureau'): Indicator => ({
  id,
  nameZh: '虚构指标',
  nameEn: 'Invented indicator',
  unit: '元',
  measures: ['level'],
  coverage: 'ytd',
  publisher: { by, name: '虚构统计局' },
  release: by === 'office' ? { rule: 'monthly', day: 20 } : { rule: 'bureau', months: [6, 12], day: 15 },
  releaseBasis: 'assumed',
})

const watch = () => createFeedWatch({ indicators: [indicator('exports', 'office'), indicator('starts', 'bureau')], workdays })

test.each([
  ['2024-04-20', false, 'the figure of March is due that day'],
  ['2024-04-23', false, 'offices have a few days of grace'],
  ['2024-04-24', true, 'March should have come by now'],
])('on %s a feed that brought February last is overdue: %s, since %s', (today, overdue) => {
  const feeds = watch()
  feeds.saw('customs', [{ indicator: 'exports', period: '2024-02', published: '2024-03-20' }])
  expect([...feeds.overdue(today)]).toEqual([['customs', overdue]])
})

test('what a bureau owes does not make a feed overdue', () => {
  const feeds = watch()
  feeds.saw('reports', [{ indicator: 'starts', period: '2023-12', published: '2024-01-15' }])
  expect([...feeds.overdue('2024-12-01')]).toEqual([['reports', false]])
})

test('a feed that has brought nothing yet is not judged', () => {
  expect([...watch().overdue('2024-12-01')]).toEqual([])
})

test('a release that is gone is named by its day, the newest where several are', () => {
  const feeds = watch()
  feeds.saw('customs', [{ indicator: 'exports', period: '2024-02', published: '2024-03-20' }])
  expect([...feeds.missed('2024-04-20')]).toEqual([['customs', null]])
  expect([...feeds.missed('2024-04-21')]).toEqual([['customs', '2024-04-20']])
  expect([...feeds.missed('2024-06-21')]).toEqual([['customs', '2024-06-20']])
})

test('the day of the newest publication is kept, in whatever order documents are seen', () => {
  const feeds = watch()
  feeds.saw('customs', [{ indicator: 'exports', period: '2024-03', published: '2024-04-19' }])
  feeds.saw('customs', [{ indicator: 'exports', period: '2024-02', published: '2024-03-20' }])
  expect([...feeds.published()]).toEqual([['customs', '2024-04-19']])
})
