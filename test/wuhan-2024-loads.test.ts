import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { FORMATS } from '@shixu/adapters/feeds'
import { loadRegistry, sayProblem } from '@shixu/contracts'
import { expect, test } from 'vitest'

const FOLDER = new URL('../seeds/wuhan-2024/', import.meta.url)

const loaded = loadRegistry((name) => {
  const file = new URL(name, FOLDER)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
})

/** Every figure of every feed of the registry, and what was refused. */
const readAll = () => {
  if (!loaded.ok) throw new Error('the registry has problems')
  const { registry } = loaded
  const indicators = new Map(registry.indicators.map((indicator) => [indicator.id, indicator]))
  return registry.feeds.map((feed) => {
    const opened = FORMATS[feed.format]?.open({ feed, region: registry.region, indicators, workdays: chineseWorkdays() })
    if (!opened?.ok) throw new Error(`${feed.id}: ${opened?.problems.join('; ') ?? 'unknown format'}`)
    const bytes = readFileSync(new URL(feed.location.replace('file:', ''), FOLDER))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return opened.reader.read({ feed: feed.id, name: feed.location, bytes, sha256, receivedOn: '2025-12-31' })
  })
}

test('the registry is clean', () => {
  expect(loaded.ok ? [] : loaded.problems.map(sayProblem)).toEqual([])
})

test('every figure is read, and none refused', () => {
  const readings = readAll()
  expect(readings.flatMap((reading) => reading.refusals)).toEqual([])
  expect(readings.flatMap((reading) => reading.missing)).toEqual([])
  expect(readings.flatMap((reading) => reading.observations)).toHaveLength(170)
})

test('a blank day is given by the release rule, and the revised level comes after the first', () => {
  const observations = readAll().flatMap((reading) => reading.observations)
  const days = (indicator: string, period: string) =>
    observations.filter((each) => each.indicator === indicator && each.period === period).map((each) => [each.written, each.published, each.publishedBasis])
  expect(days('fixed-asset-investment', '2024-04')).toEqual([['0.4%', '2024-05-30', 'assumed']])
  expect(days('fixed-asset-investment', '2024-05')).toEqual([['1.5%', '2024-07-01', 'stated']])
  expect(days('market-entities', '2024-12')).toEqual([
    ['14.7%', '2025-01-31', 'assumed'],
    ['236.25万户', '2025-01-31', 'assumed'],
  ])
  expect(days('retail-sales', '2024-12')).toEqual([
    ['5.3%', '2025-01-25', 'stated'],
    ['7931.87亿元', '2025-01-31', 'assumed'],
    ['8629.3亿元', '2025-04-30', 'assumed'],
  ])
})
