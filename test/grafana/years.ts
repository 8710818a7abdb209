import { execFile, spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openStores } from '@shixu/adapters/store'
import { freePorts } from '@shixu/testkit/free-ports'
import { freshDatabase } from '@shixu/testkit/postgres'
import { type PrometheusServer, startPrometheus } from '@shixu/testkit/prometheus'
import { Client } from 'pg'
import { recordReplayed } from '../replayed-ledger.ts'
import { ROOT } from '../rooms.ts'
import type { Servers } from './ask.ts'
import { withInvented } from './invented-samples.ts'

const MAIN = join(ROOT, 'services', 'standalone', 'src', 'main.ts')
const DAY = 86_400
const READER = 'shixu_reader'

interface Place {
  readonly state: string
  readonly seeds?: string
}

const shixu = ({ state, seeds = join(ROOT, 'seeds') }: Place, ...args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, SHIXU_SEEDS: seeds, SHIXU_STATE: state }
    const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let told = ''
    child.stderr.on('data', (bytes: Buffer) => {
      told += bytes.toString()
    })
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`shixu ${args.join(' ')} ended with ${code}: ${told}`))))
  })

/** The day in the middle of the year up to which one of the ledgers has come. */
export const MIDYEAR = '2024-07-25'

/** The day on which the last word on the year is spoken. */
const YEAR_OVER = '2025-04-01'

/** Wuhan's year as it stood in July: some figures are still to come, a row of a feed was refused, and a bureau has answered for a red light. */
const liveHalf = async (state: string): Promise<void> => {
  const seeds = `${state}-seeds`
  cpSync(join(ROOT, 'seeds', 'wuhan-2024'), join(seeds, 'wuhan-2024'), { recursive: true })
  appendFileSync(
    join(seeds, 'wuhan-2024', 'data', 'statistics.csv'),
    'retail-sales,社会消费品零售总额,2024-05,ytd,level,很多,亿元,exact,first-published,2024-06-30,stated,1\n',
  )
  const place = { state, seeds }
  const replayed = (day: string) => shixu(place, 'replay', '--region', 'wuhan-2024', '--once', '--to', day)
  await replayed('2024-07-24')
  await shixu(
    place,
    ...[
      'acknowledge',
      'fixed-asset-investment',
      '--region',
      'wuhan-2024',
      '--by',
      'development-reform',
      '--reason',
      '三个项目延期开工',
      '--until',
      '2024-09-30',
    ],
  )
  await replayed(MIDYEAR)
}

/** A Prometheus as docs/grafana.md says one is given a past year, with what the rules record. */
const pastYear = async (folder: string, samples: string): Promise<PrometheusServer> => {
  const blocks = join(folder, 'blocks')
  const [port] = await freePorts(1)
  const script = join(ROOT, 'deploy', 'prometheus', 'past-year.sh')
  await promisify(execFile)('sh', [script, samples, blocks, '2024-01-01T00:00:00Z', '2025-04-03T00:00:00Z'], { env: { ...process.env, PORT: String(port) } })
  // A sample a day, so a value counts for a little more than that.
  return startPrometheus({ blocks, flags: [`--query.lookback-delta=${DAY + 3_600}s`] })
}

export interface Years {
  /** Wuhan and the invented county, to the end. */
  readonly whole: Servers
  /** Wuhan to July. */
  readonly half: Servers
  /** Metrics of which the replay has no sample, so that there is an invented series of each. */
  readonly invented: readonly string[]
  stop(): Promise<void>
}

/** As Grafana comes in: by the role that sees the views and nothing else. */
const connected = async (url: string): Promise<Client> => {
  const stores = await openStores(url)
  await stores.grantReader('not-a-secret').finally(() => stores.close())
  const client = new Client({ connectionString: Object.assign(new URL(url), { username: READER, password: 'not-a-secret' }).href })
  await client.connect()
  return client
}

/** Replays the years, writes their ledgers into PostgreSQL as the ledger's service would, and gives Prometheus the samples of every day. */
export const startYears = async (postgresUrl: string): Promise<Years> => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-years-'))
  try {
    const [whole, half] = [join(folder, 'whole'), join(folder, 'half')]
    const samples = join(folder, 'samples.txt')
    await Promise.all([
      shixu({ state: whole }, 'replay', '--region', 'wuhan-2024', '--once', '--to', YEAR_OVER, '--openmetrics', samples),
      shixu({ state: whole }, 'replay', '--region', 'demo-county', '--once').then(() => liveHalf(half)),
    ])
    const [wholeUrl, halfUrl] = [await freshDatabase(postgresUrl), await freshDatabase(postgresUrl)]
    await recordReplayed({ seed: 'wuhan-2024', state: whole }, wholeUrl)
    await recordReplayed({ seed: 'demo-county', state: whole }, wholeUrl)
    await recordReplayed({ seed: 'wuhan-2024', state: half }, halfUrl)
    const { text, invented } = withInvented(readFileSync(samples, 'utf8'), Date.parse('2024-01-01') / 1_000, Date.parse('2025-04-03') / 1_000)
    writeFileSync(samples, text)
    const prometheus = await pastYear(folder, samples)
    const clients = [await connected(wholeUrl), await connected(halfUrl)]
    const stop = async () => {
      await Promise.all([...clients.map((client) => client.end()), prometheus.stop()])
    }
    return { whole: { sql: clients[0]!, prometheus }, half: { sql: clients[1]!, prometheus }, invented, stop }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
