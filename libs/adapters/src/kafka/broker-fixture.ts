import { randomUUID } from 'node:crypto'
import type { Event, Topic } from '@shixu/domain'
import type { PartitionWork, Processor, Recorded } from '@shixu/pipeline/ports'
import kafkajs, { type Admin, type Message } from 'kafkajs'
import { partitionOf } from '../partition.ts'
import { readClusterState } from './cluster-state.ts'
import { createClient } from './connection.ts'
import { applyTopics, type KafkaConnection, type KafkaHappening, type KafkaLog, type KafkaLogOptions, openKafkaLog, topicName } from './index.ts'
import { pauseFor } from './pause-for.ts'
import { topicSpecs } from './topics.ts'
import { withAdmin } from './with-admin.ts'

/** Fresh topics on a broker, for one test. */
export interface Fixture {
  readonly prefix: string
  readonly connection: KafkaConnection
  partitionOf(region: string): number
  /** A log and all that happened to it. */
  open(options?: Partial<KafkaLogOptions>): Promise<{ log: KafkaLog; happenings: KafkaHappening[] }>
  admin<T>(work: (admin: Admin) => Promise<T>): Promise<T>
  /** As another producer would: whatever it likes. */
  produce(topic: Topic, messages: Message[]): Promise<void>
  /** Sets one more setting of a topic. */
  alter(topic: Topic, settings: Readonly<Record<string, string>>): Promise<void>
  dispose(): Promise<void>
}

export interface FixtureOptions {
  readonly partitions?: number
  readonly replication?: number
  readonly connection?: Partial<KafkaConnection>
}

export const onBroker = async (
  brokers: readonly string[],
  { partitions = 2, replication = 1, connection: more = {} }: FixtureOptions = {},
): Promise<Fixture> => {
  const prefix = `test-${randomUUID().slice(0, 8)}.`
  const connection = { brokers, clientId: 'test', ...more }
  const client = { connection, log: () => undefined, now: Date.now }
  const demands = { prefix, partitions, replication }
  await applyTopics({ ...client, demands, apply: true })
  const admin: Fixture['admin'] = (work) => withAdmin(createClient(client), connection, work)
  return {
    prefix,
    connection,
    admin,
    partitionOf: (region) => partitionOf(region, partitions),
    open: async (options = {}) => {
      const happenings: KafkaHappening[] = []
      const log = await openKafkaLog({ connection, prefix, onHappening: (happening) => happenings.push(happening), ...options })
      return { log, happenings }
    },
    produce: async (topic, messages) => {
      const producer = createClient(client).producer()
      await producer.connect()
      await producer.send({ topic: topicName(topic, prefix), messages })
      await producer.disconnect()
    },
    alter: async (topic, settings) => {
      const spec = topicSpecs(demands).find((each) => each.topic === topic)
      const configEntries = Object.entries({ ...spec?.settings, ...settings }).map(([name, value]) => ({ name, value }))
      const name = topicName(topic, prefix)
      await admin(async (one) => {
        await one.alterConfigs({ validateOnly: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configEntries }] })
        const isSeen = async () => {
          const { settings: seen } = (await readClusterState(one, [name])).topics.get(name)!
          return Object.entries(settings).every(([setting, value]) => seen[setting] === value)
        }
        while (!(await isSeen())) await pauseFor(50)
      })
    },
    dispose: () => admin((one) => one.deleteTopics({ topics: topicSpecs(demands).map(({ name }) => name) })),
  }
}

/** What one member of a group lived through, partition by partition. */
export interface MemberDiary {
  readonly entries: { readonly what: 'take' | 'recall' | 'handle' | 'release'; readonly partition: number; readonly records: readonly Recorded[] }[]
  /** Partitions that it holds now. */
  held(): number[]
  handled(): readonly Recorded[]
  stop(): Promise<void>
  readonly ended: Promise<void>
}

export interface DiaryOptions extends Partial<Pick<Processor, 'reads' | 'recalls'>> {
  readonly handle?: (records: readonly Recorded[], partition: number) => ReturnType<PartitionWork['handle']>
}

/** Runs a member that writes down what happens to it. */
export const keepDiary = (log: KafkaLog, group: string, { reads = ['facts'], recalls = ['facts'], handle = () => [] }: DiaryOptions = {}): MemberDiary => {
  const entries: MemberDiary['entries'] = []
  const abort = new AbortController()
  const held = new Set<number>()
  const take = (partition: number): PartitionWork => {
    held.add(partition)
    entries.push({ what: 'take', partition, records: [] })
    return {
      recall: (records) => void entries.push({ what: 'recall', partition, records }),
      handle: async (records) => {
        const outputs = await handle(records, partition)
        entries.push({ what: 'handle', partition, records })
        return outputs
      },
      release: () => {
        held.delete(partition)
        entries.push({ what: 'release', partition, records: [] })
      },
    }
  }
  const ended = log.process(group, { reads, recalls, take }, abort.signal)
  ended.catch(() => undefined)
  return {
    entries,
    ended,
    held: () => [...held].sort((a, b) => a - b),
    handled: () => entries.flatMap(({ what, records }) => (what === 'handle' ? records : [])),
    stop: () => {
      abort.abort()
      return ended
    },
  }
}

export const idsOf = (records: readonly Recorded[]): (string | null)[] => records.map(({ event }) => (event as Event | null)?.id ?? null)

/** A region of each partition, by its number. */
export const regionsByPartition = (partitions: number): string[] =>
  Array.from({ length: partitions }, (_, partition) => {
    const code = Array.from({ length: 1_000 }, (_code, index) => String(110_000 + index * 100)).find((each) => partitionOf(each, partitions) === partition)
    return code ?? ''
  })
