import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FORMATS } from '@shixu/adapters/feeds'
import { openSqliteLog } from '@shixu/adapters/sqlite-log'
import { createArchive, createCursors, createDeadletters, createLedger, createTold, migrate, openSqlite } from '@shixu/adapters/store'
import { dayBegan, type Event, type FeedSpec, type Indicator, periodOf, targetDeclared } from '@shixu/domain'
import { createEvaluator, createIngest, createRecorder, type Document, type Feed, RECORDER } from '@shixu/pipeline'
import { anIndicator, aTarget } from '@shixu/testkit'

const REGIONS = 20
const INDICATORS = 40
const HISTORY = 3
const YEAR = 2024
const MONTHS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
const EVALUATOR = 'shixu.evaluator'
const WORKDAYS = { isWorkday: () => true, knownUntil: '2030-12-31' }

const region = (at: number): string => String(990_000 + at)

const indicatorOf = (at: number): Indicator =>
  anIndicator({
    id: `invented-${at}`,
    unit: '元',
    measures: ['level'],
    coverage: 'ytd',
    publisher: { by: 'office', name: '虚构统计局' },
    release: { rule: 'monthly', day: 20 },
  })

const targetsOf = (code: string): readonly Event[] =>
  Array.from({ length: INDICATORS }, (_, at) => {
    const amount = { kind: 'amount', value: 14, unit: '亿元', valueExpanded: 1.4e9, unitExpanded: '元' } as const
    const target = aTarget({ id: `invented-${at}`, region: code, year: YEAR, indicator: `invented-${at}`, ...amount })
    return targetDeclared(
      { target, indicator: indicatorOf(at), effective: `${YEAR}-01-01`, ladder: { head: { readings: 2, days: 30 }, supervision: { readings: 3, days: 60 } } },
      'bench',
    )
  })

/** Every figure of a month up to it, as a table of one region: cumulative, with seasons and noise that are the same in every run. */
const tableOf = ({ year, months }: { readonly year: number; readonly months: readonly number[] }): string => {
  const rows = months.flatMap((month) =>
    Array.from({ length: INDICATORS }, (_, at) => {
      const value = (month * (1 + 0.05 * (year - YEAR)) * (1 + 0.1 * Math.sin(month + at)) * 1.2).toFixed(3)
      const day = month === 12 ? `${year + 1}-01-20` : `${year}-${String(month + 1).padStart(2, '0')}-20`
      return `invented-${at},${periodOf(year, month)},ytd,level,${value},亿元,exact,first-published,${day}`
    }),
  )
  return `indicator,period,coverage,measure,value,unit,bound,basis,published\n${rows.join('\n')}\n`
}

const COLUMNS = ['indicator', 'period', 'coverage', 'measure', 'value', 'unit', 'bound', 'basis', 'published']

const feedOf = (code: string): Feed => {
  const options = { encoding: 'utf-8', columns: Object.fromEntries(COLUMNS.map((name) => [name, name])) }
  const feed: FeedSpec = { id: `feed-${code}`, nameZh: '虚构', format: 'table', location: 'file:x.csv', schedule: '0 0 * * *', options }
  const indicators = new Map(Array.from({ length: INDICATORS }, (_, at) => [`invented-${at}`, indicatorOf(at)]))
  const opened = FORMATS.table?.open({ feed, region: code, indicators, workdays: WORKDAYS })
  if (!opened?.ok) throw new Error(`the bench's own feed is wrong: ${opened?.problems.join('; ')}`)
  return { id: feed.id, region: code, read: opened.reader.read, pull: async function* () {} }
}

const documentOf = (feed: Feed, text: string): Document => {
  const bytes = new TextEncoder().encode(text)
  return { feed: feed.id, name: 'x.csv', bytes, sha256: String(text.length + Math.random()), receivedOn: `${YEAR + 1}-06-30` }
}

/** Observations a second from the bytes of a table to judged and written down, on the embedded log and stores, all commits durable. */
export const benchPipeline = async (): Promise<{ readonly perSecond: number; readonly observations: number; readonly seconds: number }> => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-bench-'))
  const log = openSqliteLog({ folder, partitions: 4 })
  const database = openSqlite(join(folder, 'store.db'))
  await migrate(database)
  const ingest = createIngest({ log, archive: createArchive(database), cursors: createCursors(database), told: createTold(database) })
  const stop = new AbortController()
  const steps = [
    log.process(EVALUATOR, createEvaluator({ workdays: WORKDAYS }), stop.signal),
    log.process(
      RECORDER,
      createRecorder({ ledger: createLedger(database), deadletters: createDeadletters(database), calendar: { today: () => `${YEAR + 1}-06-30` } }),
      stop.signal,
    ),
  ]
  const codes = Array.from({ length: REGIONS }, (_, at) => region(at))
  const pull = async (year: number, months: readonly number[]): Promise<number> => {
    const pulled = await Promise.all(codes.map((code) => ingest.ingestDocument(feedOf(code), documentOf(feedOf(code), tableOf({ year, months })))))
    return pulled.reduce((sum, { appended }) => sum + appended, 0)
  }
  await log.append(codes.flatMap((code) => [...targetsOf(code), dayBegan(code, { day: `${YEAR + 1}-06-30` })]))
  for (let year = YEAR - HISTORY; year < YEAR; year += 1) await pull(year, MONTHS)
  await log.settled([EVALUATOR, RECORDER])

  const began = performance.now()
  let observations = 0
  for (const month of MONTHS) observations += await pull(YEAR, [month])
  await log.settled([EVALUATOR, RECORDER])
  const seconds = (performance.now() - began) / 1000

  stop.abort()
  await Promise.all(steps)
  await log.close()
  await database.destroy()
  rmSync(folder, { recursive: true })
  return { perSecond: Math.round(observations / seconds), observations, seconds }
}
