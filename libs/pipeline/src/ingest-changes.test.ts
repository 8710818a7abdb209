import type { Observation } from '@shixu/domain'
import { anObservation } from '@shixu/testkit'
import { describe, expect, it, test } from 'vitest'
import { whatChanged } from './ingest-changes.ts'

const row = (over: Partial<Observation> = {}) => anObservation({ source: 'office#table.csv:2', ...over })
const assumed = (over: Partial<Observation> = {}) => row({ publishedBasis: 'assumed', ...over })
const changed = (observations: readonly Observation[], known: readonly Observation[] = [], today = '2024-09-01') =>
  whatChanged({ observations, known, today }).map(({ published, value, bound }) => [published, value, bound])

describe('what changed', () => {
  it('is everything at first, and nothing of a table that is repeated', () => {
    const rows = [row(), row({ period: '2024-06', published: '2024-07-20', value: 8.4 })]
    expect(whatChanged({ observations: rows, known: [], today: '2024-09-01' })).toEqual(rows)
    expect(changed(rows, rows)).toEqual([])
  })

  test.each<[string, Partial<Observation>, boolean]>([
    ['another value', { value: 8.1 }, true],
    ['another unit', { measure: 'growth', unit: '个百分点' }, true],
    ['another bound', { bound: 'about' }, true],
    ['more digits alone', { step: 0.01, written: '8.00%' }, false],
    ['another source alone', { source: 'other#x.csv:3' }, false],
  ])('%s on a later day is news: %s', (_what, over, news) => {
    expect(changed([row({ published: '2024-08-20', ...over })], [row()])).toHaveLength(news ? 1 : 0)
  })

  it('is the earlier day too, where a figure turns out to have been published before', () => {
    expect(changed([row({ published: '2024-06-18' })], [row()])).toEqual([['2024-06-18', 8, 'exact']])
  })

  it('is a value that comes back after a revision', () => {
    expect(changed([row({ published: '2024-08-20' })], [row(), row({ published: '2024-07-20', value: 7 })])).toEqual([['2024-08-20', 8, 'exact']])
  })

  it('replaces the value of one day by what the publisher now says of that day', () => {
    expect(changed([row({ value: 8.2 })], [row()])).toEqual([['2024-06-20', 8.2, 'exact']])
  })

  it('keeps an estimate and the exact figure of one document, each on its day', () => {
    const estimate = row({ value: 8.5, bound: 'estimate', published: '2024-06-01' })
    expect(changed([estimate, assumed({ published: '2024-06-20' })])).toEqual([
      ['2024-06-01', 8.5, 'estimate'],
      ['2024-06-20', 8, 'exact'],
    ])
    expect(changed([estimate, assumed()], [estimate, assumed()])).toEqual([])
  })

  describe('in a table without dates that is overwritten in place', () => {
    it('is dated by the day of receipt where the value differs from what the table said before', () => {
      expect(whatChanged({ observations: [assumed({ value: 7.6 })], known: [assumed()], today: '2024-09-01' })).toMatchObject([
        { published: '2024-09-01', value: 7.6, basis: 'revised', publishedBasis: 'assumed' },
      ])
    })

    it('is nothing where the table says the revised value again', () => {
      expect(changed([assumed({ value: 7.6 })], [assumed(), assumed({ value: 7.6, published: '2024-08-01' })])).toEqual([])
    })

    it('is the first value again, on a later day, where the revision is taken back', () => {
      expect(changed([assumed()], [assumed(), assumed({ value: 7.6, published: '2024-08-01' })])).toEqual([['2024-09-01', 8, 'exact']])
    })

    it('does not push another feed’s newer figure aside by repeating an old one', () => {
      expect(changed([assumed()], [assumed(), row({ value: 7.6, published: '2024-08-01', source: 'other#y.csv:2' })])).toEqual([])
    })
  })
})
