import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeadLetter, FeedSpec, Observation, Registry } from '@shixu/domain'
import { createIngest } from '@shixu/pipeline'
import { anIndicator, LADDER, plainWorkdays } from '@shixu/testkit'
import { createMemoryLog } from '@shixu/testkit/memory-log'
import { expect, it, onTestFinished } from 'vitest'
import { createArchive, createCursors, createDeadletters, createPullMemory, createTold, migrate, openSqlite } from '../store/index.ts'
import { createFetch, openFeeds } from './index.ts'

const COLUMNS = { indicator: 'indicator', period: 'period', measure: 'measure', value: 'value', unit: 'unit', published: 'published' }
const HEADER = 'indicator,period,measure,value,unit,published'
/** 单位,亿元 in GBK. */
const GBK = Buffer.from('b5a5cebb2cd2dad4aa', 'hex')

const aFeed = (id: string): FeedSpec => ({
  id,
  nameZh: '虚构',
  format: 'table',
  location: `file:${id}.csv`,
  schedule: '0 10 * * *',
  options: { columns: COLUMNS },
})

const FEEDS = ['sound', 'rows', 'columns', 'gbk', 'large', 'gone'].map(aFeed)
const REGISTRY: Registry = {
  region: '999901',
  year: 2024,
  nameZh: '虚构县',
  nameEn: 'Invented county',
  invented: true,
  effective: '2024-01-25',
  coverageNote: 'invented',
  document: { title: '虚构报告', date: '2024-01-20', file: 'report.txt' },
  targets: [],
  indicators: [anIndicator({ unit: '元', measures: ['level', 'growth'] }), anIndicator({ id: 'invented-shops', unit: '家' })],
  bureaus: [],
  supervision: 'supervision',
  routes: [],
  ladder: LADDER,
  feeds: FEEDS,
}

const setUp = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-feeds-'))
  const db = openSqlite(join(folder, 'store.db'))
  onTestFinished(async () => {
    await db.destroy()
    rmSync(folder, { recursive: true })
  })
  await migrate(db)
  const write = (name: string, ...lines: (string | Buffer)[]) => writeFileSync(join(folder, name), Buffer.concat(lines.map((line) => Buffer.from(`${line}`))))
  const log = createMemoryLog()
  const stores = { archive: createArchive(db), cursors: createCursors(db), told: createTold(db), deadletters: createDeadletters(db) }
  const fetch = createFetch({ folder, now: () => 0, wait: async () => undefined })
  const open = (registry: Registry) =>
    openFeeds({ registry, fetch, memory: createPullMemory(db), clock: { today: () => '2024-12-31' }, workdays: plainWorkdays }).feeds
  return { folder, write, log, stores, open, ingest: createIngest({ log, ...stores }) }
}

it('a malformed feed gives dead letters, a refused document or a fault with a clear reason, and the others go on', async () => {
  const { folder, write, log, open, ingest } = await setUp()
  write(
    'rows.csv',
    `${HEADER}\n`,
    'invented-exports,2024-03,level,806.7,万户,\n',
    'invented-exports,2031-03,level,806.7,亿元,\n',
    'invented-shops,2024-03,level,-3,家,\n',
    'invented-shops,2024-04,level,5,家,\n',
  )
  write('columns.csv', 'a,b\n1,2\n')
  writeFileSync(join(folder, 'gbk.csv'), Buffer.concat([Buffer.from(`${HEADER}\n`), GBK]))
  writeFileSync(join(folder, 'large.csv'), Buffer.alloc(50 * 1024 * 1024))
  write('sound.csv', `${HEADER}\n`, 'invented-exports,2024-03,growth,8.1,%,2024-04-20\n')
  const faults: string[] = []
  for (const feed of open(REGISTRY).toReversed())
    await ingest.pullFeed(feed, new AbortController().signal).catch((fault: { code: string }) => faults.push(`${feed.id} ${fault.code}`))

  expect(faults).toEqual(['gone no-such-file', 'large too-large'])
  const letters = log.read('deadletters').map(({ event }) => event!.data as DeadLetter)
  expect(letters.map(({ source, place, code }) => [source, place, code])).toEqual([
    ['gbk', 'gbk.csv', 'wrong-encoding'],
    ['columns', 'columns.csv', 'missing-columns'],
    ['rows', 'rows.csv:2', 'wrong-unit'],
    ['rows', 'rows.csv:3', 'future-period'],
    ['rows', 'rows.csv:4', 'negative-count'],
  ])
  expect(letters[0]?.reason).toContain('set encoding: gb18030')
  expect(Buffer.from(letters[2]!.bytes, 'base64').toString()).toBe('invented-exports,2024-03,level,806.7,万户,')
  const figures = log.read('facts').map(({ event }) => event!.data as Observation)
  expect(figures.map(({ source, value }) => [source, value])).toEqual([
    ['rows#rows.csv:5', 5],
    ['sound#sound.csv:2', 8.1],
  ])
})

it('a table that grows appends what is new, through SQL; a mended map brings what had been refused', async () => {
  const { write, log, open, ingest } = await setUp()
  const pull = async (registry: Registry, id: string) =>
    (await ingest.pullFeed(open(registry).find((feed) => feed.id === id)!, new AbortController().signal)).map(({ appended, refused }) => [appended, refused])
  write('sound.csv', `${HEADER}\n`, 'invented-exports,2024-03,level,806.7,亿元,\n', '出口,2024-04,level,1000,亿元,\n')
  expect(await pull(REGISTRY, 'sound')).toEqual([[1, { 'unknown-indicator': 1 }]])
  expect(await pull(REGISTRY, 'sound')).toEqual([])
  write(
    'sound.csv',
    `${HEADER}\n`,
    'invented-exports,2024-03,level,806.7,亿元,\n',
    '出口,2024-04,level,1000,亿元,\n',
    'invented-exports,2024-05,level,99999999,亿元,\n',
  )
  expect(await pull(REGISTRY, 'sound')).toEqual([[0, { 'unknown-indicator': 1, jump: 1 }]])
  const mended = { ...REGISTRY, feeds: FEEDS.map((feed) => ({ ...feed, options: { ...feed.options, names: { 出口: 'invented-exports' } } })) }
  expect(await pull(mended, 'sound')).toEqual([[1, { jump: 1 }]])
  expect(log.read('facts')).toHaveLength(2)
})
