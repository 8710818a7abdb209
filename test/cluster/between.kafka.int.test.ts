import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyTopics, type KafkaLog, openKafkaLog, topicName } from '@shixu/adapters/kafka'
import type { Event } from '@shixu/domain'
import { EVALUATOR_GROUP, NOTIFIER_GROUP, type Recorded } from '@shixu/pipeline'
import { directoryOf, readSeeds } from '@shixu/service'
import { type KafkaCluster, startKafka } from '@shixu/testkit/kafka'
import { freshDatabase } from '@shixu/testkit/postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readBack } from '../read-back.ts'
import { holdTopic } from './hold-topic.ts'
import { inventLoad, regionsIn } from './invented-load.ts'
import { writeSeeds } from './invented-seeds.ts'
import { differing, mailsBelow, recordsOf, strayAlerts, tellingOf, undisturbed } from './kills-checker.ts'
import { allReady, endAll, type Settings, spawnService } from './spawned.ts'

const postgres = inject('postgresUrl')
const PARTITIONS = 2
const PREFIX = 'between.'
const REGIONS = regionsIn([0, 1], PARTITIONS)

type Judging = Extract<Event, { type: 'alert-changed' | 'target-assessed' }>

/** The target, and the fact that has caused it. */
const causeOf = ({ data }: Judging): string => {
  const target = data && ('alert' in data ? data.alert.target : data.assessment.target)
  return `${target} ${data?.sequence.slice(0, 2)}`
}

const causesIn = (events: readonly Event[], type: Judging['type']): ReadonlySet<string> =>
  new Set(events.flatMap((event) => (event.type === type ? [causeOf(event as Judging)] : [])))

/** Facts whose alert stands and whose assessment should and does not. */
const between = (records: readonly Recorded[]): readonly string[] => {
  const written = records.flatMap(({ event }) => event ?? [])
  const [told, stands, should] = [causesIn(written, 'alert-changed'), causesIn(written, 'target-assessed'), causesIn(undisturbed(records), 'target-assessed')]
  return [...should].filter((cause) => told.has(cause) && !stands.has(cause))
}

describe.runIf(inject('kafkaBrokers') && postgres)(
  'an evaluator that is killed when an alert is acknowledged and its assessment is not',
  { timeout: 180_000 },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'shixu-between-'))
    const logs: KafkaLog[] = []
    let cluster: KafkaCluster
    beforeAll(async () => {
      writeSeeds(join(folder, 'seeds'), { regions: REGIONS, newest: { year: 2025, month: 11 }, feedOf: (region) => `http://127.0.0.1:1/${region}.csv` })
      cluster = await startKafka({ brokers: 3 })
      const demands = { prefix: PREFIX, partitions: PARTITIONS, replication: 3 }
      await applyTopics({ connection: { brokers: cluster.brokers, clientId: 'between' }, log: () => undefined, now: Date.now, demands, apply: true })
      await cluster.nodes[2]!.kill()
    }, 120_000)
    afterAll(async () => {
      await endAll()
      for (const log of logs) await log.close()
      await cluster?.stop()
      rmSync(folder, { recursive: true, force: true })
    })

    const setUp = async (): Promise<{ log: KafkaLog; settings: Settings; maildir: string }> => {
      const log = await openKafkaLog({ connection: { brokers: cluster.brokers, clientId: 'between' }, prefix: PREFIX })
      logs.push(log)
      const maildir = join(folder, 'maildir')
      const settings = {
        SHIXU_KAFKA_BROKERS: cluster.brokers.join(','),
        SHIXU_KAFKA_PREFIX: PREFIX,
        SHIXU_KAFKA_SESSION_SECONDS: '6',
        SHIXU_DATABASE_URL: await freshDatabase(String(postgres)),
        SHIXU_MAILDIR: maildir,
        SHIXU_SEEDS: join(folder, 'seeds'),
      }
      return { log, settings, maildir }
    }

    it('alerts stand, assessments do not: another judges as if nothing had happened, and nobody is told twice', async () => {
      const { log, settings, maildir } = await setUp()
      const { before, months } = inventLoad({ regions: REGIONS, firstYear: 2025, years: 1, seed: 11 })
      const bring = async (some: typeof months): Promise<void> => {
        for (const events of some.flat()) await log.append(events)
      }
      const found = async () => recordsOf(await readBack(cluster.brokers[0]!, PREFIX))
      const lags = async (...groups: string[]) => (await Promise.all(groups.map((group) => log.lagOf(group)))).flat().filter(({ lag }) => lag > 0)

      const [evaluator, notifier] = [spawnService('evaluator', settings), spawnService('notifier', settings)]
      await log.append(before)
      await bring(months.slice(0, 3))
      await allReady([evaluator, notifier])
      await expect.poll(() => lags(EVALUATOR_GROUP), { timeout: 60_000 }).toEqual([])

      const release = await holdTopic(cluster.brokers.slice(0, 2), topicName('assessments', PREFIX))
      await bring(months.slice(3, 6))
      const caught = async () => between(await found())
      await expect.poll(caught, { timeout: 60_000, interval: 100 }).not.toEqual([])
      evaluator.kill('SIGKILL')
      expect(await evaluator.ended).toBe('SIGKILL')
      expect(await caught()).not.toEqual([])

      await release()
      await allReady([spawnService('evaluator', settings)])
      await bring(months.slice(6))
      await expect.poll(() => lags(EVALUATOR_GROUP, NOTIFIER_GROUP), { timeout: 60_000 }).toEqual([])
      const directory = directoryOf(readSeeds(join(folder, 'seeds')))
      const left = async () => ({ records: await found(), mails: mailsBelow(maildir) })
      const told = async () => {
        const all = await left()
        return tellingOf(all, undisturbed(all.records), directory)
      }
      await expect.poll(told, { timeout: 60_000, interval: 500 }).toEqual({ untold: [], twice: [], stray: [], mails: [] })
      const { records, mails } = await left()
      const expected = undisturbed(records)
      expect([...differing('alert-changed', records, expected), ...differing('target-assessed', records, expected), ...strayAlerts(records, expected)]).toEqual(
        [],
      )
      expect(mails.length).toBeGreaterThan(2)
      await endAll()
    })
  },
)
