/** How fast the ledger writes judgements down in PostgreSQL, and how fast a region is asked for at that size: `npm run bench:ledger -- [judgements] [--partitions n] [--batch n]`. */
import { availableParallelism, cpus, loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { openStores } from '@shixu/adapters/store'
import type { Event } from '@shixu/domain'
import { startPostgres } from '@shixu/testkit/postgres'
import pg from 'pg'
import { assessed, declared, PER_REGION, regionAt, surroundings } from './ledger/invented.ts'
import { serverSeconds } from './ledger/processor-time.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { partitions: { type: 'string', default: '12' }, batch: { type: 'string', default: '170' } },
})
const JUDGEMENTS = Number(positionals[0] ?? 300_000)
/** A ledger works on all of its partitions at once, a batch of each; a batch is what Kafka hands out of a partition at once: 256 KB, 170 judgements. */
const PARTITIONS = Number(values.partitions)
const BATCH = Number(values.batch)
const ASKED = 200
/** Regions that are asked for, which have figures and alerts too. */
const ASKED_REGIONS = 40

const regions = Array.from({ length: Math.ceil(JUDGEMENTS / PER_REGION) }, (_, index) => index)
const asked = regions.filter((region) => region % Math.ceil(regions.length / ASKED_REGIONS) === 0)
const partitions = Array.from({ length: PARTITIONS }, (_, partition) => regions.filter((region) => region % PARTITIONS === partition))

const server = await startPostgres({ durable: true })
const stores = await openStores(server.url)
const db = new pg.Client({ connectionString: server.url })
await db.connect()

const record = async (partition: number, events: Iterable<Event>, size: number): Promise<void> => {
  let offset = 0
  let batch: Event[] = []
  const flush = async () => {
    await stores.ledger.record(batch.map((event) => ({ topic: event.topic, partition, offset: offset++, event })))
    batch = []
  }
  for (const event of events) {
    batch.push(event)
    if (batch.length === size) await flush()
  }
  await flush()
}

const asking = async (what: string, ask: (region: string) => Promise<unknown>): Promise<void> => {
  const times: number[] = []
  for (let index = 0; index < ASKED; index++) {
    const region = regionAt(asked[(index * 37) % asked.length] ?? 0)
    const began = performance.now()
    await ask(region)
    times.push(performance.now() - began)
  }
  times.sort((one, other) => one - other)
  const at = (share: number) => times[Math.floor(share * (ASKED - 1))]?.toFixed(1)
  console.log(`${what}, ${ASKED} times: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, slowest ${at(1)} ms`)
}

try {
  const { rows: version } = await db.query<{ server_version: string }>('show server_version')
  console.log(
    `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}, PostgreSQL ${version[0]?.server_version}, ${new Date().toISOString()}`,
  )
  for (const [partition, its] of partitions.entries()) await record(partition, declared(its), 1_000)

  const before = { own: process.cpuUsage(), server: await serverSeconds(db), at: performance.now() }
  await Promise.all(partitions.map((its, partition) => record(partition, assessed(partition, its), BATCH)))
  const seconds = (performance.now() - before.at) / 1000
  const own = process.cpuUsage(before.own)
  const total = regions.length * PER_REGION
  console.log(
    `${total} judgements of ${PARTITIONS} partitions, ${BATCH} a batch: ${seconds.toFixed(1)} s, ${Math.round(total / seconds)} a second, load ${loadavg()[0]?.toFixed(1)}`,
  )
  const here = (own.user + own.system) / 1e6
  console.log(
    `processor: ${here.toFixed(1)} s here, making the judgements included, and ${((await serverSeconds(db)) - before.server).toFixed(1)} s in PostgreSQL`,
  )

  await record(0, surroundings(asked), 1_000)
  await db.query('analyze')
  await asking('target_now of one region', (region) => db.query('select * from target_now where region = $1 and year = 2024', [region]))
  await asking('target_curve of one target', (region) =>
    db.query('select * from target_curve where region = $1 and year = 2024 and target = $2', [region, `${region}/2024/invented-7`]),
  )
  const { rows: plan } = await db.query(
    `explain (analyze, buffers) select * from target_now where region = '${regionAt(asked[asked.length >> 1] ?? 0)}' and year = 2024`,
  )
  console.log(Object.values(plan.at(-1) ?? {})[0])
  const { rows } = await db.query<{ size: string }>('select pg_size_pretty(pg_database_size(current_database())) as size')
  console.log(`database: ${rows[0]?.size}; peak memory here ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
} finally {
  await db.end()
  await stores.close()
  await server.stop()
}
