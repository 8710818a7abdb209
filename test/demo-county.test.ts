import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { FORMATS } from '@shixu/adapters/feeds'
import { loadRegistry, sayProblem } from '@shixu/contracts'
import { lastDayOf, type Observation, releaseDayOf } from '@shixu/domain'
import { describe, expect, test } from 'vitest'
import { demoCountyData } from '../tools/demo-county/data-files.ts'

const FOLDER = new URL('../seeds/demo-county/', import.meta.url)

const loaded = loadRegistry((name) => {
  const file = new URL(name, FOLDER)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
})

const registryOf = () => {
  if (!loaded.ok) throw new Error(loaded.problems.map(sayProblem).join('\n'))
  return loaded.registry
}

const readings = registryOf().feeds.map((feed) => {
  const indicators = new Map(registryOf().indicators.map((indicator) => [indicator.id, indicator]))
  const opened = FORMATS[feed.format]?.open({ feed, region: registryOf().region, indicators, workdays: chineseWorkdays() })
  if (!opened?.ok) throw new Error(`${feed.id}: ${opened?.problems.join('; ') ?? 'unknown format'}`)
  const bytes = readFileSync(new URL(feed.location.replace('file:', ''), FOLDER))
  return opened.reader.read({
    feed: feed.id,
    name: feed.location,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    receivedOn: '2025-12-31',
  })
})

const observations = readings.flatMap((reading) => reading.observations)
const figures = (wanted: Partial<Observation>) =>
  observations.filter((each) => Object.entries(wanted).every(([key, value]) => each[key as keyof Observation] === value))

test('the registry is clean, and says that it is invented', () => {
  expect(loaded.ok ? [] : loaded.problems.map(sayProblem)).toStrictEqual([])
  expect(registryOf()).toMatchObject({ invented: true, region: '999901', nameZh: expect.stringContaining('虚构'), nameEn: expect.stringContaining('invented') })
})

test.each(['region', 'targets', 'indicators', 'bureaus', 'routes', 'feeds'])('%s.yaml says so in its heading', (name) => {
  expect(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8').split('\n')[1]).toMatch(/^# .*虚构.*invented/iu)
})

test.each([...demoCountyData()])(
  '%s is what the tool makes, says that it is invented, and is the same on every machine; if not: node tools/make-demo-county.ts',
  (name, text) => {
    expect(readFileSync(new URL(`data/${name}`, FOLDER), 'utf8')).toBe(text)
    expect(text.slice(0, 200)).toContain('All figures are invented.')
  },
)

test('every row is read, none refused and none without a figure', () => {
  expect(readings.flatMap(({ refusals }) => refusals)).toStrictEqual([])
  expect(readings.flatMap(({ missing }) => missing)).toStrictEqual([])
  expect(observations).toHaveLength(402)
})

test('every figure says its day, after its period and by the day of its release rule', () => {
  const days = chineseWorkdays()
  const late = figures({ basis: 'first-published' }).filter(({ indicator, period, published, measure }) => {
    const rule = registryOf().indicators.find(({ id }) => id === indicator)
    return measure !== 'done' && !(rule && lastDayOf(period) < published && published <= releaseDayOf(rule, period, days))
  })
  expect(late).toStrictEqual([])
  expect(observations.filter(({ publishedBasis }) => publishedBasis !== 'stated')).toStrictEqual([])
})

describe('it shows what the real figures do not', () => {
  test('levels with 36 months of history: 2021 to 2023, eleven releases a year', () => {
    for (const indicator of ['retail-sales', 'foreign-trade', 'investment-attracted', 'market-entities']) {
      const before = figures({ indicator, measure: 'level' }).filter(({ period }) => period < '2024')
      expect(before.map(({ period }) => period)).toHaveLength(33)
    }
  })

  test('a base that was revised by 4 % while published growth stays comparable', () => {
    const level = (period: string) => figures({ indicator: 'foreign-trade', measure: 'level', period })[0]?.value ?? 0
    const growth = (period: string) => figures({ indicator: 'foreign-trade', measure: 'growth', period })[0]?.value ?? 0
    for (const month of ['03', '06', '09', '12']) {
      const factor = level(`2024-${month}`) / (level(`2023-${month}`) * (1 + growth(`2024-${month}`) / 100))
      expect(factor).toBeCloseTo(0.96, 2)
      expect(growth(`2024-${month}`)).toBeGreaterThanOrEqual(5)
    }
  })

  test('a figure far below its target, and its revision before the next release, far above', () => {
    expect(figures({ indicator: 'industrial-output', period: '2024-05' }).map(({ value, published, basis }) => [value, published, basis])).toStrictEqual([
      [2.1, '2024-06-17', 'first-published'],
      [7.6, '2024-07-05', 'revised'],
    ])
    expect(figures({ indicator: 'industrial-output', period: '2024-06' })[0]?.published).toBe('2024-07-19')
  })

  test('milestones reached in time, reached late, and never', () => {
    const reached = figures({ measure: 'done' }).map(({ indicator, doneOn, reportedBy }) => [indicator, doneOn, reportedBy])
    expect(reached).toStrictEqual([
      ['demo-bridge', '2024-06-18', 'transport'],
      ['county-hospital', '2024-10-12', 'health'],
      ['cold-chain-park', '2024-12-25', 'transport'],
    ])
    const due = new Map(registryOf().targets.map((target) => [target.id, target.due]))
    expect(['demo-bridge', 'county-hospital', 'culture-centre', 'cold-chain-park', 'north-hill-reservoir'].map((id) => due.get(id))).toStrictEqual([
      '2024-06-30',
      '2024-08-31',
      '2024-09-30',
      '2024-12-31',
      null,
    ])
  })

  test('a bureau that never reports, one whose report is a bound, and reports with their evidence', () => {
    expect(figures({ indicator: 'old-estates' })).toStrictEqual([])
    expect(figures({ indicator: 'training-courses', period: '2024-09' })[0]).toMatchObject({ bound: 'at-least', value: 150, reportedBy: 'labour' })
    expect(observations.filter(({ reportedBy, evidence }) => reportedBy !== undefined && !evidence)).toStrictEqual([])
  })

  test('a quarterly plan, a stock and a share with baselines, an at-most target, a chosen preset, a target that is striven for', () => {
    const target = (id: string) => registryOf().targets.find((each) => each.id === id)
    expect(target('project-starts')?.plan?.map(({ value }) => value)).toStrictEqual([20, 60, 90, 120])
    expect(target('market-entities')).toMatchObject({ kind: 'stock', valueExpanded: 52_000, baseline: { period: '2023-12', value: 49_500 } })
    expect(figures({ indicator: 'market-entities', period: '2023-12' })[0]).toMatchObject({ value: 49_500, step: 100 })
    expect(target('digital-share')).toMatchObject({ kind: 'share', firmness: 'strive', baseline: { period: '2023-12', value: 10.6 } })
    expect(target('unemployment-rate')).toMatchObject({ comparator: 'at-most', valueExpanded: 5.5 })
    expect(target('affordable-homes')?.lightBy).toBe('straight')
  })
})
