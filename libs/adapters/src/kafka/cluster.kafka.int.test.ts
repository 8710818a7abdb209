import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { commandGiven, type Event } from '@shixu/domain'
import { type KafkaCluster, startKafka } from '@shixu/testkit/kafka'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { idsOf, keepDiary, onBroker, regionsByPartition } from './broker-fixture.ts'
import type { KafkaLog } from './index.ts'
import { outputOf } from './zombie-fixture.ts'

const PARTITIONS = 4
const REGIONS = regionsByPartition(PARTITIONS)

const fact = (region: string, number: number): Event =>
  commandGiven({ id: `${region}-${number}`, kind: 'silence', target: `${region}/2024/t`, by: 'test', reason: '', until: '2024-12-31' })

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const behind = async (log: KafkaLog) => (await log.lagOf('workers')).map(({ lag }) => lag)

describe.runIf(inject('kafkaBrokers'))('three brokers', { timeout: 240_000 }, () => {
  let cluster: KafkaCluster
  beforeAll(async () => {
    cluster = await startKafka({ brokers: 3 })
  }, 120_000)
  afterAll(() => cluster.stop(), 60_000)

  const setUp = async () => {
    const fixture = await onBroker(cluster.brokers, { partitions: PARTITIONS, replication: 3 })
    const open = async () => {
      const opened = await fixture.open({ patience: { sessionMs: 6_000 } })
      onTestFinished(opened.log.close)
      return opened
    }
    return { fixture, open }
  }

  it('are restarted one after the other and one is killed, while two evaluators and a writer work: every fact is there once, and is worked', async () => {
    const { open } = await setUp()
    const writer = await open()
    const members = [await open(), await open()].map(({ log, happenings }) => {
      const handle: NonNullable<Parameters<typeof keepDiary>[2]>['handle'] = (records) => records.flatMap(({ event }) => (event ? [outputOf(event)] : []))
      return { log, happenings, diary: keepDiary(log, 'workers', { handle }) }
    })
    let number = 0
    let working = true
    const writing = (async () => {
      while (working) {
        number += 1
        await writer.log.append(REGIONS.map((region) => fact(region, number)))
        await pause(20)
      }
    })()
    await expect.poll(() => members.flatMap(({ diary }) => diary.held()).length, { timeout: 30_000 }).toBe(PARTITIONS)
    for (const node of cluster.nodes) {
      await node.stop()
      await pause(500)
      await node.start()
    }
    await cluster.nodes[1]?.kill()
    await pause(2_000)
    await cluster.nodes[1]?.start()
    working = false
    await writing

    const all = REGIONS.flatMap((region) => Array.from({ length: number }, (_, index) => fact(region, index + 1).id)).sort()
    const worked = () => [...new Set(members.flatMap(({ diary }) => idsOf(diary.handled())))].length
    await expect.poll(worked, { timeout: 60_000 }).toBe(all.length)
    await Promise.all(members.map(({ diary }) => diary.stop()))
    expect(members.flatMap(({ happenings }) => happenings.filter(({ what }) => what === 'gap'))).toEqual([])

    const reader = keepDiary(writer.log, 'reader', { reads: ['facts', 'deliveries'], recalls: [] })
    const read = (topic: string) => idsOf(reader.handled().filter((record) => record.topic === topic)).map(String)
    await expect.poll(() => new Set(read('deliveries')).size, { timeout: 30_000 }).toBe(all.length)
    await reader.stop()
    expect([...new Set(read('facts'))].sort()).toEqual(all)
    for (const [partition] of REGIONS.entries()) {
      const own = idsOf(reader.handled().filter((record) => record.topic === 'facts' && record.partition === partition))
      const first = [...new Set(own)].map((id) => Number(String(id).split('-')[1]))
      expect(first).toEqual([...first].sort((a, b) => a - b))
    }
  })

  it('have a consumer that was stopped for longer than its session and goes on: its position is not taken, and it joins again', async () => {
    const { fixture, open } = await setUp()
    const { log } = await open()
    const child = spawn(process.execPath, [join(import.meta.dirname, 'zombie-fixture.ts'), cluster.brokers.join(','), fixture.prefix], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(child, 'exit')
    onTestFinished(() => void child.kill('SIGKILL'))
    await log.append(REGIONS.map((region) => fact(region, 1)))
    await once(child.stdout, 'data')
    child.kill('SIGSTOP')
    const member = keepDiary(log, 'workers', { handle: (records) => records.flatMap(({ event }) => (event ? [outputOf(event)] : [])) })
    await expect.poll(() => member.held().length, { timeout: 60_000 }).toBe(PARTITIONS)
    await log.append(REGIONS.flatMap((region) => [fact(region, 2), fact(region, 3)]))
    await expect.poll(() => new Set(idsOf(member.handled())).size, { timeout: 30_000 }).toBe(3 * PARTITIONS)
    await expect.poll(() => behind(log), { timeout: 20_000 }).toEqual(REGIONS.map(() => 0))
    const before = await log.lagOf('workers')
    child.kill('SIGCONT')
    await expect.poll(() => member.held().length, { timeout: 60_000 }).toBe(PARTITIONS / 2)
    const after = await log.lagOf('workers')
    expect(after.map(({ position }) => position)).toEqual(before.map(({ position }) => position))
    child.kill('SIGTERM')
    await gone
    await expect.poll(() => member.held().length, { timeout: 60_000 }).toBe(PARTITIONS)
    await expect.poll(() => behind(log), { timeout: 20_000 }).toEqual(REGIONS.map(() => 0))
    await member.stop()
  })
})
