/** `npm run bench:notices`: one release day of a nation, from alert events to messages that stand in the outbox. `node bench/notices.ts DATABASE` does one of them, in a process of its own. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openSqlite, openStores, type Stores, storesOn } from '@shixu/adapters/store'
import { type AlertEvent, alertChanged, type Directory, type Event } from '@shixu/domain'
import { composeNotices, createNotifier, type Outbox } from '@shixu/pipeline'
import { anAlert, anAlertEvent, aTarget, LADDER } from '@shixu/testkit'
import { freshDatabase, startPostgres } from '@shixu/testkit/postgres'

const REGIONS = Number(process.env.SHIXU_BENCH_REGIONS ?? 3_000)
const BUREAUS = Array.from({ length: 40 }, (_, at) => `bureau-${at}`)
const DAY = '2024-06-20'
/** As the notifier asks for it: what waits for a recipient is told anew along with what is newer. */
const REPLACED = { code: 'replaced', text: '' }
/** Records that a log hands in at a time. */
const BATCH = 1_000

const directory: Directory = {
  nameZh: '虚构市',
  invented: true,
  document: { title: '虚构市政府工作报告', date: '2024-01-25', file: 'report.txt' },
  bureaus: BUREAUS.map((id) => ({
    id,
    nameZh: `虚构${id}局`,
    nameEn: id,
    duties: '',
    contacts: [{ step: 'liaison', name: '联络员（虚构）', email: `${id}@example.org` }],
  })),
  indicators: [],
  routes: [{ id: 'all', match: {}, to: ['lead'], channels: ['wecom-robot', 'smtp'], continue: false }],
  supervision: 'bureau-0',
  ladder: LADDER,
}

const regionOf = (at: number): string => String(100_000 + at)

/** Each bureau of each region has one new red. */
const eventOf = (at: number): Event => {
  const region = regionOf(Math.floor(at / BUREAUS.length))
  const bureau = BUREAUS[at % BUREAUS.length]!
  const subject = aTarget({ id: `target-${bureau}`, region, nameZh: `虚构指标${bureau}`, lead: { bureau, basis: 'stated' } })
  const event: AlertEvent = anAlertEvent({ day: DAY, sequence: [0, at, 0], subject, alert: anAlert({ target: `${region}/2024/target-${bureau}` }) })
  return alertChanged(event)
}

const clock = { now: () => Date.now(), today: () => DAY }

interface Spent {
  readonly seconds: number
  /** Of the processor, in this process. */
  readonly cpu: number
}

const spend = async (work: () => Promise<unknown>): Promise<Spent> => {
  const [began, before] = [performance.now(), process.cpuUsage()]
  await work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - began) / 1_000, cpu: (user + system) / 1e6 }
}

const settle = async (outbox: Outbox): Promise<void> => {
  const log = { append: async () => undefined }
  const parts = { outbox, log, channels: [], directory: () => directory, calendar: clock, wall: clock, random: Math.random, holder: 'bench', replay: false }
  const work = createNotifier(parts).processor.take(0)
  const count = REGIONS * BUREAUS.length
  for (let from = 0; from < count; from += BATCH) {
    const records = Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => ({
      topic: 'alerts' as const,
      partition: 0,
      offset: from + at,
      event: eventOf(from + at),
    }))
    await work.handle(records)
  }
}

const compose = (outbox: Outbox): Promise<number> =>
  outbox.dues.gather({ day: DAY, now: Date.now(), graceMs: 0, replaced: REPLACED }, (dues) =>
    composeNotices({ directory: () => directory, replay: false }, dues),
  )

/** As a lane of the notifier asks. */
const turn = { holder: 'bench', now: Date.now() + 60_000, forMs: 120_000, limit: 16 } as const

/** What is asked of the outbox while all of it is in there, each three times: the first finds the least in memory. */
const ask = async ({ outbox, history }: Pick<Stores, 'outbox' | 'history'>): Promise<void> => {
  const region = regionOf(Math.floor(REGIONS / 2))
  const [one] = await history.list({ region, bureau: 'bureau-7' })
  const questions: Readonly<Record<string, () => Promise<unknown>>> = {
    'the balance, for a scrape': () => outbox.deliveries.balance(),
    'notices by channel and state, for a scrape': () => outbox.deliveries.overview({ day: DAY, now: turn.now }),
    'one bureau since a day': () => history.list({ region, bureau: 'bureau-7', since: DAY }),
    'one region since a day': () => history.list({ region, since: DAY }),
    'one target': () => history.list({ region, target: `${region}/2024/target-bureau-7` }),
    'one notice by the beginning of its id': () => history.list({ region, notice: one!.notice!.id.slice(0, 12) }),
    'what was given up, to send it again': () => outbox.notices.resend({ which: 'dead', anyway: false, now: turn.now, said: REPLACED }),
    'sixteen notices to try on a channel': () => outbox.notices.lease({ ...turn, lane: { only: 'wecom-robot' } }),
    'notices to try on no channel': () => outbox.notices.lease({ ...turn, lane: { but: ['smtp', 'wecom-robot'] } }),
    'regions of what is due': () => outbox.dues.regions(DAY),
    'everyone since a day': () => history.list({ since: DAY }),
  }
  for (const [question, answer] of Object.entries(questions)) {
    const spent: number[] = []
    for (let round = 0; round < 3; round += 1) spent.push((await spend(answer)).seconds * 1_000)
    console.log(`  ${question}: ${spent.map((ms) => ms.toFixed(ms < 10 ? 1 : 0)).join(', ')} ms`)
  }
}

const measure = async (stores: Stores): Promise<void> => {
  const { outbox } = stores
  const settled = await spend(() => settle(outbox))
  let made = 0
  const composed = await spend(async () => {
    made = await compose(outbox)
  })
  const { maxRSS } = process.resourceUsage()
  const said = ({ seconds, cpu }: Spent): string => `${seconds.toFixed(1)} s (${cpu.toFixed(1)} s of this process' processor)`
  console.log(`  ${made} notices: ${said(settled)} to write down what is due, ${said(composed)} to compose and write them; aim 60 s together`)
  console.log(`  peak memory ${Math.round(maxRSS / 1_024)} MB, aim 500 MB`)
  await ask(stores)
}

const one = async (database: string): Promise<void> => {
  if (database !== 'sqlite') {
    const stores = await openStores(database)
    await measure(stores)
    return stores.close()
  }
  const folder = mkdtempSync(join(tmpdir(), 'shixu-bench-'))
  const db = openSqlite(join(folder, 'store.db'))
  await migrate(db)
  await measure(storesOn(db))
  await db.destroy()
  console.log(`  the file: ${Math.round(statSync(join(folder, 'store.db')).size / 1e6)} MB`)
  rmSync(folder, { recursive: true })
}

const apart = (database: string): void => {
  const { status } = spawnSync(process.execPath, [import.meta.filename, database], { stdio: 'inherit' })
  if (status !== 0) throw new Error(`the bench on ${database} failed`)
}

const both = async (): Promise<void> => {
  console.log(
    `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, load ${loadavg()[0]?.toFixed(1)}`,
  )
  console.log('SQLite:')
  apart('sqlite')
  const server = await startPostgres()
  try {
    console.log('PostgreSQL:')
    apart(await freshDatabase(server.url))
  } finally {
    await server.stop()
  }
}

await (process.argv[2] === undefined ? both() : one(process.argv[2]))
