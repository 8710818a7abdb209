import kafkajs, { type Admin, type ConfigResourceTypes } from 'kafkajs'
import { mayPass } from './error-kind.ts'
import { pauseFor } from './pause-for.ts'

/** A topic as the brokers have it. `own`: settings that were made for this topic, not inherited. */
export interface TopicState {
  readonly name: string
  readonly partitions: number
  /** The fewest copies that a partition has. */
  readonly replication: number
  readonly settings: Readonly<Record<string, string>>
  readonly own: Readonly<Record<string, string>>
}

export interface ClusterState {
  /** Topics that are there, by name. */
  readonly topics: ReadonlyMap<string, TopicState>
  readonly brokers: readonly { readonly id: number; readonly settings: Readonly<Record<string, string>> }[]
}

/** Kafka's number for a setting that was made for this topic. */
const OF_TOPIC = 1

const WITHIN_MS = 10_000
const AGAIN_MS = 200

/**
 * Asks the brokers for these topics and for their own settings; again for a while where one of them does not know yet what another does, as after a start. The user needs Describe and
 * DescribeConfigs on them, and DescribeConfigs on the cluster.
 */
export const readClusterState = async (admin: Admin, names: readonly string[]): Promise<ClusterState> => {
  for (const until = Date.now() + WITHIN_MS; ; await pauseFor(AGAIN_MS)) {
    try {
      return await readOnce(admin, names)
    } catch (error) {
      if (!mayPass(error) || Date.now() > until) throw error
    }
  }
}

const readOnce = async (admin: Admin, names: readonly string[]): Promise<ClusterState> => {
  const there = new Set(await admin.listTopics())
  const wanted = names.filter((name) => there.has(name))
  const { brokers } = await admin.describeCluster()
  const { topics } = wanted.length === 0 ? { topics: [] } : await admin.fetchTopicMetadata({ topics: wanted })
  const topicSettings = await describe(admin, { type: kafkajs.ConfigResourceTypes.TOPIC, names: wanted })
  const states = topics.map(({ name, partitions }): TopicState => {
    const settings = topicSettings.get(name) ?? []
    return {
      name,
      partitions: partitions.length,
      replication: Math.min(...partitions.map(({ replicas }) => replicas.length)),
      settings: toRecord(settings),
      own: toRecord(settings.filter(({ source }) => source === OF_TOPIC)),
    }
  })
  const ids = brokers.map(({ nodeId }) => nodeId)
  const brokerSettings = await describe(admin, { type: kafkajs.ConfigResourceTypes.BROKER, names: ids.map(String) })
  return {
    topics: new Map(states.map((state) => [state.name, state])),
    brokers: ids.map((id) => ({ id, settings: toRecord(brokerSettings.get(String(id)) ?? []) })),
  }
}

interface Setting {
  readonly name: string
  readonly value: string
  readonly source: number
}

const toRecord = (settings: readonly Setting[]): Record<string, string> => Object.fromEntries(settings.map(({ name, value }) => [name, value]))

/** kafkajs asks all in one request and fails as a whole where one may not be read. */
const describe = async (
  admin: Admin,
  { type, names }: { type: ConfigResourceTypes; names: readonly string[] },
): Promise<ReadonlyMap<string, readonly Setting[]>> => {
  if (names.length === 0) return new Map()
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: names.map((name) => ({ type, name })) })
  return new Map(
    resources.map(({ resourceName, configEntries }) => [
      resourceName,
      configEntries.map((entry) => ({ name: entry.configName, value: entry.configValue ?? '', source: Number(entry.configSource) })),
    ]),
  )
}
