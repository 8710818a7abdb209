import { randomUUID } from 'node:crypto'
import { type KafkaLog, openKafkaLog } from '@shixu/adapters/kafka'
import { alertChanged, deliveryRecorded, observationPublished, targetAssessed } from '@shixu/domain'
import { aDeclaration, anAlert, anAssessment, anObservation, aTarget, facts } from '@shixu/testkit'
import { freshDatabase } from '@shixu/testkit/postgres'
import kafkajs from 'kafkajs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { regionsIn } from './invented-load.ts'
import { allReady, endAll, type Settings, shixu, spawnService } from './spawned.ts'

const brokers = inject('kafkaBrokers')
const postgres = inject('postgresUrl')
const PARTITIONS = 3
const REGIONS = regionsIn([0, 1], PARTITIONS)
const TARGETS = Array.from({ length: 20 }, (_, index) => `invented-${index}`)
const PERIODS = ['2024-04', '2024-05', '2024-06']

const TABLES = ['vintage', 'target_version', 'assessment', 'alert_event', 'delivery', 'delivery_cover', 'target', 'indicator']

/** What a region has; as a whole it is invented. */
const eventsOf = (region: string) =>
  TARGETS.flatMap((id, index) => {
    const target = aTarget({ id, region, indicator: id })
    const key = `${region}/2024/${id}`
    const judged = PERIODS.map((period, at) => anAssessment({ target: key, period, light: at === 2 ? 'red' : 'yellow' }))
    const raised = alertChanged({
      ...{ type: 'raised', why: 'turned-red', day: '2024-07-20', alert: { ...anAlert(), target: key }, sequence: [0, index, 9], subject: target },
      assessment: judged[2] ?? null,
    })
    const told = { notice: `notice-${key}`, attempt: 1, channel: 'memory', recipient: `${region}/commerce/liaison`, bureau: 'commerce', day: '2024-07-20' }
    return [
      facts.declared(aDeclaration(target)),
      ...PERIODS.map((period, at) => observationPublished(anObservation({ region, indicator: id, period, value: 8 + at }))),
      ...judged.map((assessment, at) => targetAssessed({ assessment, overdue: false, sequence: [0, index, at] })),
      raised,
      deliveryRecorded(region, { ...told, subject: '虚构', covers: [raised.id], outcome: 'accepted', code: '250', text: 'OK', durationMs: 1 }),
    ]
  })

const SPOILING = `
  delete from vintage where period = '2024-05';
  update assessment set body = 'nonsense', light = 'green' where period = '2024-06';
  update assessment set seq_offset = 999999 where period = '2024-05';
  update target set name_zh = '错', log_offset = 999999;
  delete from alert_event where target like '%-1';
  update delivery set outcome = 'refused'`

describe.runIf(brokers && postgres)('the ledger of a cluster, made anew beside a running one', { timeout: 120_000 }, () => {
  let settings: Settings
  let log: KafkaLog
  let client: pg.Client
  const everything = async () => {
    const tables: (readonly string[])[] = []
    for (const table of TABLES) {
      const { rows } = await client.query<{ row: string }>(`select to_jsonb(t)::text as row from ${table} t order by 1`)
      tables.push(rows.map(({ row }) => row))
    }
    return tables
  }
  const lights = async () => (await client.query<{ light: string }>('select distinct light from target_now')).rows.map(({ light }) => light)

  beforeAll(async () => {
    const prefix = `rebuild-${randomUUID().slice(0, 8)}.`
    settings = { SHIXU_KAFKA_BROKERS: brokers!.join(','), SHIXU_KAFKA_PREFIX: prefix, SHIXU_DATABASE_URL: await freshDatabase(String(postgres)) }
    expect((await shixu(settings, 'kafka', 'topics', 'apply', '--partitions', String(PARTITIONS), '--replication', '1', '--yes')).exit).toBe(0)
    log = await openKafkaLog({ connection: { brokers: brokers!, clientId: 'rebuild' }, prefix })
    client = new pg.Client(settings.SHIXU_DATABASE_URL)
    await client.connect()
  })
  afterAll(async () => {
    await endAll()
    await client?.end()
    await log?.close()
  })

  const waitingForLocks = async (): Promise<number> => {
    const { rows } = await client.query<{ waiting: string }>('select count(*) as waiting from pg_locks where not granted')
    return Number(rows[0]?.waiting)
  }
  const count = async (table: string) => Number((await client.query(`select count(*) as rows from ${table}`)).rows[0]?.rows)

  test('killed it leaves all as it was; started again it mends what hands have done, and the running one misses nothing', async () => {
    await log.append(REGIONS.flatMap(eventsOf))
    await allReady([spawnService('ledger', settings)])
    const expected = REGIONS.length * TARGETS.length
    await expect.poll(() => count('delivery'), { timeout: 30_000 }).toBe(expected)
    await expect.poll(() => count('assessment'), { timeout: 30_000 }).toBe(expected * PERIODS.length)
    const undisturbed = await everything()
    await client.query(SPOILING)
    const spoilt = await everything()

    // Somebody who writes keeps it at the gate of its last step, where the kill meets it.
    const gate = new pg.Client(settings.SHIXU_DATABASE_URL)
    await gate.connect()
    await gate.query('begin; lock table vintage in row exclusive mode')
    const killed = spawnService('standalone', settings, ['ledger', 'rebuild'])
    await expect.poll(waitingForLocks, { timeout: 30_000 }).toBeGreaterThan(0)
    expect(await lights()).toEqual(['green'])
    killed.kill('SIGKILL')
    expect(await killed.ended).toBe('SIGKILL')
    await gate.query('rollback')
    expect(await everything()).toEqual(spoilt)

    // Again, with a figure and a judgement that come while it stands at the gate; the running ledger has to wait for its own turn.
    await gate.query('begin; lock table vintage in row exclusive mode')
    const again = spawnService('standalone', settings, ['ledger', 'rebuild', '--json'])
    await expect.poll(waitingForLocks, { timeout: 30_000 }).toBeGreaterThan(0)
    const [region = ''] = REGIONS
    const late = anAssessment({ target: `${region}/2024/invented-0`, period: '2024-07', light: 'yellow' })
    await log.append([
      observationPublished(anObservation({ region, indicator: 'invented-0', period: '2024-07', value: 12 })),
      targetAssessed({ assessment: late, overdue: false, sequence: [0, 99, 0] }),
    ])
    const seen = new Set<string>()
    let done = false
    const looking = (async () => {
      while (!done) seen.add((await lights()).sort().join())
    })()
    await gate.query('rollback')
    await gate.end()
    expect(await again.ended).toBe(0)
    done = true
    await looking

    // All at once: nobody has seen some targets mended and others not. The judgement that came late is yellow, and may be written by the running ledger before.
    expect([...seen].filter((each) => !['green', 'green,yellow', 'red', 'red,yellow'].includes(each))).toEqual([])
    await expect.poll(() => count('assessment'), { timeout: 30_000 }).toBe(expected * PERIODS.length + 1)
    await expect.poll(() => count('vintage'), { timeout: 30_000 }).toBe(expected * PERIODS.length + 1)
    const after = await everything()
    const withoutLate = after.map((rows) => rows.filter((row) => !row.includes('"2024-07"')))
    expect(withoutLate).toEqual(undisturbed)
    const told = again
      .said()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(told.find(({ table }) => table === 'alert_event')).toEqual({ table: 'alert_event', rows: expected, restored: 2, mended: 0, removed: 0, kept: 0 })
    expect(told.find(({ table }) => table === 'delivery')).toMatchObject({ restored: 0, mended: expected })
    expect(told.at(-1)).toMatchObject({ unreadable: 0, lost: 0 })

    const admin = new kafkajs.Kafka({ brokers: [...brokers!], logLevel: kafkajs.logLevel.NOTHING }).admin()
    await admin.connect()
    const { groups } = await admin.listGroups()
    await admin.disconnect()
    expect(groups.filter(({ groupId }) => groupId.startsWith(`${settings.SHIXU_KAFKA_PREFIX}shixu.rebuild`))).toHaveLength(1)
  })
})
