import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { FORMATS } from '@shixu/adapters/feeds'
import { loadRegistry } from '@shixu/contracts'
import { append, assessYear, createSeries } from '@shixu/domain'
import { expect, test } from 'vitest'

const FOLDER = new URL('../seeds/wuhan-2024/', import.meta.url)

const loaded = loadRegistry((name) => {
  const file = new URL(name, FOLDER)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
})
if (!loaded.ok) throw new Error('the registry has problems')
const { registry } = loaded
const indicators = new Map(registry.indicators.map((indicator) => [indicator.id, indicator]))

const observations = registry.feeds.flatMap((feed) => {
  const opened = FORMATS[feed.format]?.open({ feed, region: registry.region, indicators, workdays: chineseWorkdays() })
  if (!opened?.ok) throw new Error(`${feed.id} cannot be read`)
  const bytes = readFileSync(new URL(feed.location.replace('file:', ''), FOLDER))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return opened.reader.read({ feed: feed.id, name: feed.location, bytes, sha256, receivedOn: '2025-12-31' }).observations
})

/** A target's year as it is known in the end, by its real figures. */
const judged = (id: string, asOf = '2025-12-31') => {
  const target = registry.targets.find((each) => each.id === id)
  const indicator = target && indicators.get(target.indicator)
  if (!target || !indicator) throw new Error(`no target ${id}`)
  const series = createSeries(indicator)
  for (const observation of observations) if (observation.indicator === indicator.id) append(series, observation)
  return assessYear({ target, indicator, series, asOf })
}

test('foreign trade is yellow once, in May, when it touched its target, and met', () => {
  expect(judged('foreign-trade').map(({ period, pMiss, light, outcome }) => [period, pMiss?.toFixed(2), light, outcome])).toEqual([
    ['2024-03', '0.28', 'green', null],
    ['2024-04', '0.10', 'green', null],
    ['2024-05', '0.60', 'yellow', null],
    ['2024-06', '0.39', 'green', null],
    ['2024-09', '0.00', 'green', null],
    ['2024-12', '0.00', 'green', 'met'],
  ])
})

test('fixed-asset investment is red from its first release, and missed', () => {
  const verdicts = judged('fixed-asset-investment')
  expect(verdicts.map(({ light }) => light)).toEqual(Array(5).fill('red'))
  expect(Math.min(...verdicts.map(({ pMiss }) => pMiss ?? 0))).toBeGreaterThan(0.99)
  expect(verdicts.at(-1)).toMatchObject({ period: '2024-12', outcome: 'missed', done: 3.1 })
})
