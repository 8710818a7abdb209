import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { applyTopics, type KafkaLog, openKafkaLog, topicName } from '@shixu/adapters/kafka'
import type { Event, Topic } from '@shixu/domain'
import { createEvaluator, EVALUATOR_GROUP, type Recorded } from '@shixu/pipeline'
import { facts } from '@shixu/testkit'
import { type KafkaCluster, startKafka } from '@shixu/testkit/kafka'
import kafkajs from 'kafkajs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readBack } from '../read-back.ts'
import { ROOT } from '../rooms.ts'
import { inventLoad, regionsIn } from './invented-load.ts'
import { differing, eventsOf, inTopic, recordsOf, strayAlerts, undisturbed } from './kills-checker.ts'
import { endAll, spawnProgram } from './spawned.ts'

const PARTITIONS = 2
const REGIONS = regionsIn([0, 1], PARTITIONS)
const PREFIX = 'zombie.'

/** Compacts whatever may be compacted as soon as a segment is full, which it is at once. */
const AT_ONCE = { 'segment.ms': '200', 'min.cleanable.dirty.ratio': '0.001' }

describe.runIf(inject('kafkaBrokers'))('an evaluator that is stopped amid a batch for longer than its session, and goes on', { timeout: 180_000 }, () => {
  let cluster: KafkaCluster
  let log: KafkaLog
  beforeAll(async () => {
    cluster = await startKafka({ properties: { 'log.cleaner.backoff.ms': '500' } })
    const demands = { prefix: PREFIX, partitions: PARTITIONS, replication: 1 }
    await applyTopics({ connection: connection(), log: () => undefined, now: Date.now, demands, apply: true })
    log = await open()
  }, 120_000)
  afterAll(async () => {
    await endAll()
    await log?.close()
    await cluster?.stop()
  }, 60_000)

  const connection = () => ({ brokers: cluster.brokers, clientId: 'test' })
  const open = () => openKafkaLog({ connection: connection(), prefix: PREFIX, patience: { sessionMs: 6_000 } })

  const evaluating = async () => {
    const own = await open()
    const stop = new AbortController()
    const working = own.process(EVALUATOR_GROUP, createEvaluator({ workdays: chineseWorkdays() }), stop.signal)
    return async () => {
      stop.abort()
      await working
      await own.close()
    }
  }

  const allHandled = () => expect.poll(async () => (await log.lagOf(EVALUATOR_GROUP)).map(({ lag }) => lag), { timeout: 60_000, interval: 200 }).toEqual([0, 0])

  const read = async (): Promise<readonly Recorded[]> => recordsOf(await readBack(cluster.brokers[0]!, PREFIX))

  /** Of each key what stands last, which is what compaction leaves. */
  const lastOf = (records: readonly Recorded[], topic: Topic): readonly Recorded[] => [
    ...new Map(inTopic(records, topic).map((record) => [`${record.partition} ${record.event?.key}`, record])).values(),
  ]

  /** Gives the cleaner its way in a topic; a segment is closed by what comes after it. */
  const compact = async (topic: Topic, settings: Readonly<Record<string, string>>): Promise<void> => {
    const kafka = new kafkajs.Kafka({ brokers: [...cluster.brokers], logLevel: kafkajs.logLevel.NOTHING })
    const [admin, producer] = [
      kafka.admin(),
      kafka.producer({
        createPartitioner:
          () =>
          ({ message }) =>
            message.partition ?? 0,
      }),
    ]
    await Promise.all([admin.connect(), producer.connect()])
    const name = topicName(topic, PREFIX)
    const configEntries = Object.entries({ 'cleanup.policy': 'compact', ...AT_ONCE, ...settings }).map(([key, value]) => ({ name: key, value }))
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configEntries }] })
    for (let round = 0; round < 2; round += 1) {
      await wait(300)
      const messages = Array.from({ length: PARTITIONS }, (_, partition) => ({ key: 'closes the segment', value: null, partition }))
      await producer.send({ topic: name, messages })
    }
    await Promise.all([admin.disconnect(), producer.disconnect()])
  }

  it('writes late what others have written, and changes nothing for any reader, before and after a compaction', async () => {
    const { before, months } = inventLoad({ regions: REGIONS, firstYear: 2024, years: 1, seed: 7 })
    const bring = async (some: typeof months): Promise<void> => {
      for (const events of some.flat()) await log.append(events)
    }
    const zombie = spawnProgram([join(ROOT, 'test', 'zombie-evaluator.ts'), cluster.brokers.join(','), PREFIX], {}, ROOT)
    await log.append(before)
    await bring(months.slice(0, 8))
    await expect.poll(zombie.said, { timeout: 60_000 }).toContain('stopping')
    const stop = await evaluating()
    await bring(months.slice(8))
    await allHandled()
    const alone = await read()
    const expected = undisturbed(alone)
    expect([...differing('target-assessed', alone, expected), ...differing('alert-changed', alone, expected)]).toEqual([])

    zombie.kill('SIGCONT')
    const written = (records: readonly Recorded[]): number => inTopic(records, 'alerts').length + inTopic(records, 'assessments').length
    await expect.poll(async () => written(await read()), { timeout: 60_000, interval: 500 }).toBeGreaterThan(written(alone))
    await allHandled()
    const late = await read()
    // It would have changed something for who takes what stands last for the newest.
    const displaced = [...differing('alert-changed', lastOf(late, 'alerts'), expected), ...differing('target-assessed', lastOf(late, 'assessments'), expected)]
    expect(displaced).not.toEqual([])
    expect([...differing('target-assessed', late, expected), ...differing('alert-changed', late, expected)]).toEqual([])
    expect(strayAlerts(late, expected)).toEqual([])

    zombie.kill('SIGTERM')
    await zombie.ended
    await stop()
    const stopNext = await evaluating()
    await log.append(REGIONS.map((region): Event => facts.day('2025-01-02', region)))
    await allHandled()
    await stopNext()
    // Whoever took over has said again what was displaced: compaction may now take all but the last, even at once.
    const day = undisturbed(await read())
    await compact('alerts', { 'min.compaction.lag.ms': '0' })
    await compact('assessments', { 'min.compaction.lag.ms': String(400 * 86_400_000) })
    const keys = new Set(eventsOf(late, 'alert-changed').map(({ key }) => key)).size
    await expect.poll(async () => eventsOf(await read(), 'alert-changed').length, { timeout: 60_000, interval: 500 }).toBe(keys)
    const compacted = await read()
    expect(differing('alert-changed', compacted, day)).toEqual([])
    expect(differing('target-assessed', compacted, day)).toEqual([])
  })
})
