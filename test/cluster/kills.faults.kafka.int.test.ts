import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { applyTopics, type KafkaLog, openKafkaLog } from '@shixu/adapters/kafka'
import type { Event } from '@shixu/domain'
import { EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER } from '@shixu/pipeline'
import { directoryOf, readSeeds } from '@shixu/service'
import { randomFrom } from '@shixu/testkit'
import { freshDatabase } from '@shixu/testkit/postgres'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readBack } from '../read-back.ts'
import { inventedVintages, inventLoad, regionsIn, rowsOf } from './invented-load.ts'
import { inventedCsv, writeSeeds } from './invented-seeds.ts'
import { differing, eventsOf, inTopic, killsBetween, type Left, mailsBelow, recordsOf, rowOf, strayAlerts, tellingOf, undisturbed } from './kills-checker.ts'
import { allReady, endAll, type Settings, type Spawned, spawnService } from './spawned.ts'

const brokers = inject('kafkaBrokers')
const postgres = inject('postgresUrl')

/** Kills in this run: few in every test run, sixty by `npm run test:faults`. */
const KILLS = Number(process.env.SHIXU_KILLS ?? '4')

const PARTITIONS = 4
/** Ingest begins the day of today in the first partition; in the others days of years ago run by. */
const FED = regionsIn([0, 0], PARTITIONS)
const LOADED = regionsIn([1, 1, 2, 2, 3, 3], PARTITIONS)

const YEARS = Math.ceil(KILLS / 12)
const FIRST_YEAR = 2026 - YEARS
const MONTHS_A_KILL = Math.max(1, Math.ceil(12 / KILLS))

/** The shortest that brokers allow: what a killed evaluator held is another's soon. */
const SESSION_SECONDS = '6'
/** A notice whose notifier was killed in the midst of a try is tried again when its lease has run out, after two minutes. */
const SETTLED_WITHIN_MS = 200_000

const newestMonth = () => {
  const { year, month } = Temporal.Now.plainDateISO('Asia/Shanghai').subtract({ days: 60 })
  return { year, month: Math.min(Math.max(month, 2), 11) }
}

describe.runIf(brokers && postgres)('separate processes that are killed at random moments and started again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-kills-'))
  const maildir = join(folder, 'maildir')
  const prefix = `kills-${randomUUID().slice(0, 8)}.`
  const seed = Number(process.env.SHIXU_SEED ?? Math.floor(Math.random() * 2 ** 31))
  const random = randomFrom(seed)
  let vintages = 0
  const csv = () => inventedVintages(inventedCsv(newestMonth()), { year: newestMonth().year, more: Math.min(vintages, 20) })
  const office = createServer(async (_, response) => {
    await wait(Math.random() * 300)
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end(csv())
  })
  const running = new Map<string, Spawned>()
  let settings: Settings = {}
  let log: KafkaLog

  const start = (name: string): void => {
    const seeds = name === 'ingest' ? 'fed' : 'all'
    running.set(name, spawnService(name.replace(/-.*/u, ''), { ...settings, SHIXU_SEEDS: join(folder, seeds) }))
  }

  beforeAll(async () => {
    await new Promise<void>((resolve) => office.listen(0, '127.0.0.1', resolve))
    const { port } = office.address() as AddressInfo
    const invented = { newest: newestMonth(), feedOf: (region: string) => `http://127.0.0.1:${port}/${region}.csv` }
    writeSeeds(join(folder, 'fed'), { ...invented, regions: FED })
    writeSeeds(join(folder, 'all'), { ...invented, regions: [...FED, ...LOADED] })
    const connection = { brokers: brokers!, clientId: 'kills' }
    await applyTopics({ connection, log: () => undefined, now: Date.now, demands: { prefix, partitions: PARTITIONS, replication: 1 }, apply: true })
    log = await openKafkaLog({ connection, prefix })
    settings = {
      SHIXU_KAFKA_BROKERS: brokers!.join(','),
      SHIXU_KAFKA_PREFIX: prefix,
      SHIXU_KAFKA_SESSION_SECONDS: SESSION_SECONDS,
      SHIXU_DATABASE_URL: await freshDatabase(String(postgres)),
      SHIXU_MAILDIR: maildir,
    }
  })
  afterAll(async () => {
    await endAll()
    await log.close()
    office.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** An evaluator says that an alert changed after it has judged and before all is acknowledged, so that a kill just then comes between the one and the other. */
  const toldOfAlert = async (service: Spawned): Promise<void> => {
    const heard = service.told().lastIndexOf('alert changed')
    for (const until = Date.now() + 10_000; Date.now() < until && service.told().lastIndexOf('alert changed') === heard; ) await wait(1)
  }

  const kill = async (name: string): Promise<string> => {
    const victim = running.get(name)!
    const aimed = name.startsWith('evaluator') && random() < 0.7
    if (aimed) await toldOfAlert(victim)
    await wait(random() * (aimed ? 20 : 1_500))
    victim.kill('SIGKILL')
    expect(await victim.ended, victim.told()).toBe('SIGKILL')
    if (name === 'ingest') vintages += 1
    start(name)
    return aimed ? `${name}*` : name
  }

  const bring = async (sent: Event[], days: readonly (readonly Event[])[]): Promise<void> => {
    for (const events of days) {
      await log.append(events)
      sent.push(...events)
      await wait(random() * 40)
    }
  }

  const isHandled = async (): Promise<boolean> => {
    const groups = [EVALUATOR_GROUP, NOTIFIER_GROUP, RECORDER]
    const [facts, lags] = await Promise.all([log.ends('facts'), Promise.all(groups.map((group) => log.lagOf(group)))])
    const judged = lags[0]!.filter(({ topic, lag }) => topic === 'facts' && lag === 0)
    return judged.length === facts.size && lags.flat().every(({ lag }) => lag === 0)
  }

  const left = async (): Promise<Left> => ({ records: recordsOf(await readBack(brokers![0]!, prefix)), mails: mailsBelow(maildir) })

  test(`${KILLS} times, lose nothing, judge as if nothing had happened, and tell nobody twice`, { timeout: 40 * 60_000 }, async () => {
    process.stdout.write(`kills by seed ${seed}\n`)
    const began = Date.now()
    const load = inventLoad({ regions: LOADED, firstYear: FIRST_YEAR, years: YEARS, seed })
    const names = ['ingest', 'evaluator-1', 'evaluator-2', 'notifier', 'ledger']
    for (const name of names) start(name)
    const sent = [...load.before]
    await log.append(sent)
    await allReady([...running.values()], 40_000)

    const killed: string[] = []
    for (let index = 0; index < KILLS; index += 1) {
      const loading = bring(sent, load.months.slice(index * MONTHS_A_KILL, (index + 1) * MONTHS_A_KILL).flat())
      killed.push(await kill(names[Math.floor(random() * names.length)]!))
      await loading
    }
    await bring(sent, load.months.slice(KILLS * MONTHS_A_KILL).flat())
    process.stdout.write(`killed ${killed.join(', ')} in ${Date.now() - began} ms\n`)
    await expect.poll(isHandled, { timeout: 90_000, interval: 500 }).toBe(true)

    const directory = directoryOf(readSeeds(join(folder, 'all')))
    let found = await left()
    let expected = undisturbed(found.records)
    const figuresOf = (region: string) =>
      new Set(eventsOf(found.records, 'observation-published').flatMap(({ data }) => (data?.region === region ? [rowOf(data)] : [])))
    const missing = () => {
      const ids = new Set(inTopic(found.records, 'facts').map(({ event }) => event?.id))
      const rows = FED.flatMap((region) => {
        const figures = figuresOf(region)
        return rowsOf(csv())
          .filter((row) => !figures.has(row))
          .map((row) => `${region} ${row}`)
      })
      return [...sent.map(({ id }) => id).filter((id) => !ids.has(id)), ...rows]
    }
    const settled = async () => {
      found = await left()
      expected = undisturbed(found.records)
      return { missing: missing(), untold: tellingOf(found, expected, directory).untold, isHandled: await isHandled() }
    }
    await expect.poll(settled, { timeout: SETTLED_WITHIN_MS, interval: 1_000 }).toEqual({ missing: [], untold: [], isHandled: true })

    found = await left()
    expected = undisturbed(found.records)
    const alerts = inTopic(found.records, 'alerts')
    process.stdout.write(
      `${sent.length} facts brought, ${inTopic(found.records, 'facts').length} stand; ${alerts.length} alert records, ${new Set(alerts.map(({ event }) => event?.id)).size} distinct; ` +
        `${inTopic(found.records, 'assessments').length} assessment records; ${killsBetween(found.records)} alerts stood without their assessment or the other way round when their evaluator was killed; ${found.mails.length} mails; ${Date.now() - began} ms\n`,
    )
    expect(found.records.filter(({ event }) => event === null)).toEqual([])
    expect(differing('alert-changed', found.records, expected)).toEqual([])
    expect(differing('target-assessed', found.records, expected)).toEqual([])
    expect(strayAlerts(found.records, expected)).toEqual([])
    expect(tellingOf(found, expected, directory)).toEqual({ untold: [], twice: [], stray: [], mails: [] })
    expect(found.mails.length).toBeGreaterThanOrEqual(10)
    expect(inTopic(found.records, 'deadletters').map(({ event }) => event?.data)).toEqual([])
  })
})
