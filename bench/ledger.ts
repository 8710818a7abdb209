/** How fast the ledger writes judgements down in PostgreSQL, and how fast a region is asked for at that size: npm run bench:ledger [judgements]. */
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { openStores } from '@shixu/adapters/store'
import { type Event, targetAssessed, targetDeclared, targetKey } from '@shixu/domain'
import { aDeclaration, anAssessment, aTarget } from '@shixu/testkit'
import { startPostgres } from '@shixu/testkit/postgres'
import pg from 'pg'

const JUDGEMENTS = Number(process.argv[2] ?? 200_000)
/** As many as a large city's report has; twelve periods of each. */
const TARGETS = 75
const PERIODS = 12
const BATCH = 5_000
const ASKED = 20

const regionAt = (index: number): string => String(100_000 + index)
const regions = Math.ceil(JUDGEMENTS / (TARGETS * PERIODS))

const declared = function* (): Iterable<Event> {
  for (let region = 0; region < regions; region++)
    for (let target = 0; target < TARGETS; target++)
      yield targetDeclared(aDeclaration(aTarget({ region: regionAt(region), id: `invented-${target}`, indicator: `invented-${target}` })), '1')
}

const assessed = function* (): Iterable<Event> {
  for (let region = 0; region < regions; region++)
    for (let month = 1; month <= PERIODS; month++)
      for (let target = 0; target < TARGETS; target++) {
        const assessment = anAssessment({
          target: targetKey(aTarget({ region: regionAt(region), id: `invented-${target}` })),
          period: `2024-${String(month).padStart(2, '0')}`,
          inputs: [1, 2, 3].map((at) => ({ period: `2024-0${at}`, measure: 'level', coverage: 'ytd', value: 80_670_000_000 + at, published: '2024-06-20' })),
        })
        yield targetAssessed({ assessment, overdue: false, sequence: [0, (region * PERIODS + month) * TARGETS + target, 0] })
      }
}

/** Seconds of the processor that a process has used, by Linux (a tick is 10 ms). */
const cpuOf = (pid: number): number => {
  const [utime = 0, stime = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ').slice(13, 15).map(Number)
  return (utime + stime) / 100
}

const server = await startPostgres()
const stores = await openStores(server.url)
try {
  let offset = 0
  const write = async (events: Iterable<Event>): Promise<{ readonly rows: number; readonly seconds: number }> => {
    let seconds = 0
    let rows = 0
    let batch: Event[] = []
    const flush = async () => {
      const began = performance.now()
      await stores.ledger.record(batch.map((event) => ({ topic: event.topic, partition: 0, offset: offset++, event })))
      seconds += (performance.now() - began) / 1000
      rows += batch.length
      batch = []
    }
    for (const event of events) {
      batch.push(event)
      if (batch.length === BATCH) await flush()
    }
    await flush()
    return { rows, seconds }
  }
  const say = (what: string, { rows, seconds }: { rows: number; seconds: number }) =>
    console.log(`${what}: ${rows} rows in ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} a second`)
  say('targets', await write(declared()))
  const before = process.cpuUsage()
  say('judgements', await write(assessed()))
  const own = process.cpuUsage(before)
  const db = new pg.Client({ connectionString: server.url })
  await db.connect()
  const { rows: sessions } = await db.query<{ pid: number }>("select pid from pg_stat_activity where application_name = 'shixu'")
  const cpu = sessions.reduce((sum, { pid }) => sum + cpuOf(pid), 0)
  console.log(`processor: ${((own.user + own.system) / 1e6).toFixed(1)} s here, making the judgements included, and ${cpu.toFixed(1)} s in PostgreSQL`)
  await db.query('analyze')
  const times: number[] = []
  for (let index = 0; index < ASKED; index++) {
    const began = performance.now()
    await db.query('select * from target_now where region = $1 and year = 2024', [regionAt(Math.floor((regions * index) / ASKED))])
    times.push(performance.now() - began)
  }
  times.sort((one, other) => one - other)
  console.log(`target_now of one region among ${regions}: median ${times[ASKED / 2]?.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(1)} ms`)
  const { rows } = await db.query<{ size: string }>('select pg_size_pretty(pg_database_size(current_database())) as size')
  console.log(`database: ${rows[0]?.size}`)
  await db.end()
} finally {
  await stores.close()
  await server.stop()
}
