import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { metricsFaults } from '@shixu/testkit/check-metrics'
import { freshDatabase } from '@shixu/testkit/postgres'
import kafkajs from 'kafkajs'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { readTopics } from '../read-back.ts'
import { inventedCsv, writeSeeds } from './invented-seeds.ts'
import { allReady, endAll, shixu, spawnService } from './spawned.ts'

const brokers = inject('kafkaBrokers')
const postgres = inject('postgresUrl')

/** Invented, and each in a partition of its own. */
const REGIONS = ['999911', '999912', '999913', '999914', '999915', '999916']

/** Long enough for two processes to be at it together, if they could. */
const ANSWERS_AFTER_MS = 200

/** The month before the last whose figure is out for certain, in the year whose promise it is held against. */
const newestMonth = () => {
  const { year, month } = Temporal.Now.plainDateISO('Asia/Shanghai').subtract({ days: 50 })
  return { year, month: Math.min(Math.max(month, 2), 11) }
}

const mailsBelow = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('/new/') && path.endsWith('.eml')) : []

/** Whose mails have these words. */
const mailsAbout = async (folder: string, words: string): Promise<readonly string[]> => {
  const read = async (path: string) => ({ path, text: (await simpleParser(readFileSync(join(folder, path)))).text ?? '' })
  return (await Promise.all(mailsBelow(folder).map(read))).flatMap(({ path, text }) => (text.includes(words) ? [path.split('/').slice(0, 2).join('/')] : []))
}

describe.runIf(brokers && postgres)('a CSV that is served by HTTP, through separate processes on Kafka and PostgreSQL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-cluster-'))
  const maildir = join(folder, 'maildir')
  const pulling = new Map<string, number>()
  const atOnce: number[] = []
  const office = createServer(async ({ url = '' }, response) => {
    pulling.set(url, (pulling.get(url) ?? 0) + 1)
    atOnce.push(pulling.get(url) ?? 0)
    await wait(ANSWERS_AFTER_MS)
    pulling.set(url, (pulling.get(url) ?? 0) - 1)
    response.writeHead(200, { 'content-type': 'text/csv; charset=utf-8' }).end(inventedCsv(newestMonth()))
  })
  let settings: Readonly<Record<string, string>> = {}

  beforeAll(async () => {
    await new Promise<void>((resolve) => office.listen(0, '127.0.0.1', resolve))
    const { port } = office.address() as AddressInfo
    writeSeeds(join(folder, 'seeds'), { regions: REGIONS, newest: newestMonth(), feedOf: (region) => `http://127.0.0.1:${port}/${region}.csv` })
    settings = {
      SHIXU_KAFKA_BROKERS: brokers!.join(','),
      SHIXU_KAFKA_PREFIX: `journey-${randomUUID().slice(0, 8)}.`,
      SHIXU_DATABASE_URL: await freshDatabase(String(postgres)),
      SHIXU_SEEDS: join(folder, 'seeds'),
      SHIXU_MAILDIR: maildir,
    }
  })
  afterAll(async () => {
    await endAll()
    office.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('ends as one mail to each bureau that answers for it, whatever the number of processes', { timeout: 150_000 }, async () => {
    const dry = await shixu(settings, 'kafka', 'topics', 'apply', '--partitions', '4', '--replication', '1')
    expect(dry.told).toBe('nothing was changed; --yes does it\n')
    expect((await shixu(settings, 'kafka', 'topics', 'apply', '--partitions', '4', '--replication', '1', '--yes')).exit).toBe(0)
    const services = ['evaluator', 'evaluator', 'notifier', 'ledger', 'ingest', 'ingest'].map((name) => spawnService(name, settings))
    await allReady(services)

    const folders = () => mailsBelow(maildir).map((path) => path.split('/').slice(0, 2).join('/'))
    await expect.poll(folders, { timeout: 30_000, interval: 200 }).toHaveLength(REGIONS.length)
    expect(folders().toSorted()).toEqual(REGIONS.map((region) => `${region}/commerce`))
    for (const path of mailsBelow(maildir)) expect(readFileSync(join(maildir, path), 'utf8')).toContain('commerce@example.org')
    expect(atOnce.length).toBeGreaterThanOrEqual(REGIONS.length)
    expect(Math.max(...atOnce)).toBe(1)

    const changed = join(folder, 'seeds', REGIONS[0]!, 'targets.yaml')
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('at-least', 'at-most'))
    const target = `${REGIONS[0]}/${newestMonth().year}/trade`
    expect(await shixu(settings, 'registry', 'publish', REGIONS[0]!)).toEqual({
      exit: 0,
      said: `changed    ${target}\n`,
      told: 'nothing was written; --yes does it\n',
    })
    expect((await shixu(settings, 'registry', 'publish', REGIONS[0]!, '--yes')).told).toBe('1 declared, 0 withdrawn\n')
    await expect.poll(folders, { timeout: 30_000, interval: 200 }).toHaveLength(REGIONS.length + 1)
    const told = mailsBelow(maildir).filter((path) => path.startsWith(`${REGIONS[0]}/commerce/`))
    const texts = await Promise.all(told.map(async (path) => (await simpleParser(readFileSync(join(maildir, path)))).text ?? ''))
    expect(texts.filter((text) => text.includes('更正'))).toHaveLength(1)

    const file = join(folder, 'again.jsonl')
    expect(await shixu(settings, 'kafka', 'replay', '--group', 'again', '--file', file)).toMatchObject({ exit: 0 })
    const lines = readFileSync(file, 'utf8').trim().split('\n')
    const alerts = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'alert-changed')
    expect(alerts.map(({ data }) => data.type).toSorted()).toEqual(['corrected', ...REGIONS.map(() => 'raised'), 'resolved'])
    expect(folders()).toHaveLength(REGIONS.length + 1)

    const again = `${settings.SHIXU_KAFKA_PREFIX}again`
    const admin = new kafkajs.Kafka({ brokers: [...brokers!], logLevel: kafkajs.logLevel.NOTHING }).admin()
    await admin.connect()
    await admin.createTopics({ topics: [{ topic: again, numPartitions: 4 }], waitForLeaders: true })
    await admin.disconnect()
    expect((await shixu(settings, 'kafka', 'replay', '--group', 'again-2', '--topic', `${settings.SHIXU_KAFKA_PREFIX}shixu.alerts`)).exit).not.toBe(0)
    expect(await shixu(settings, 'kafka', 'replay', '--group', 'again-2', '--topic', again)).toMatchObject({ exit: 0 })
    const records = await readTopics(brokers![0]!, [again])
    expect(records.map(({ headers }) => headers.ce_id).toSorted()).toEqual(lines.map((line) => JSON.parse(line).id).toSorted())
    expect(folders()).toHaveLength(REGIONS.length + 1)

    const promised = Temporal.Now.plainDateISO('Asia/Shanghai').add({ days: 7 }).toString()
    const answer = ['trade', '--region', REGIONS[1]!, '--by', 'commerce', '--reason', '订单推迟', '--until', promised] as const
    expect(await shixu(settings, 'acknowledge', ...answer)).toEqual({
      exit: 0,
      said: `${REGIONS[1]}/${newestMonth().year}/trade acknowledged until ${promised}: appended\n`,
      told: '',
    })
    await expect.poll(() => mailsAbout(maildir, '订单推迟'), { timeout: 30_000, interval: 200 }).toEqual([`${REGIONS[1]}/commerce`])

    const status = await shixu(settings, 'kafka', 'status', '--json')
    const groups = status.said.split('\n').flatMap((line) => (line.includes('"group"') ? [JSON.parse(line)] : []))
    expect(groups.map(({ group, members }) => [group.split('.').at(-1), members.length])).toEqual([
      ['evaluator', 2],
      ['notifier', 1],
      ['ledger', 1],
    ])
    expect(groups[0].members.map(({ partitions }: { partitions: number[] }) => partitions.length)).toEqual([2, 2])

    const pages = (await Promise.all(services.map((service) => service.page('/metrics')))).map(({ body }) => body)
    expect(await Promise.all(pages.map(metricsFaults))).toEqual(pages.map(() => []))
    const metrics = pages.join('\n')
    for (const region of REGIONS) expect(metrics).toMatch(new RegExp(`^shixu_target_light\\{region="${region}".*\\} [13]$`, 'mu'))
    expect(metrics).toMatch(/^shixu_kafka_lag_records\{group="shixu.evaluator",topic="facts",partition="\d"\} 0$/mu)
    expect(metrics).not.toMatch(/^shixu_kafka_(crashes|gaps|stalls)_total\{/mu)

    for (const service of services) service.kill('SIGTERM')
    expect(await Promise.all(services.map(({ ended }) => ended))).toEqual(services.map(() => 0))
  })
})
