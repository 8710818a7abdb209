import { TOPICS, type Topic } from '@shixu/domain'
import { type Admin, AssignerProtocol } from 'kafkajs'
import { checkTopics } from './check-topics.ts'
import { type ClusterState, readClusterState } from './cluster-state.ts'
import { type ClientParts, createClient } from './connection.ts'
import { type Lag, lagOf } from './lag.ts'
import { groupName, topicName, topicSpecs } from './topics.ts'
import { withAdmin } from './with-admin.ts'

export interface ReportedMember {
  readonly id: string
  readonly host: string
  readonly client: string
  /** Partition numbers that it holds, ascending. */
  readonly partitions: readonly number[]
}

export interface ReportedGroup {
  readonly group: string
  /** In Kafka's words: `Stable`, `Empty` (no member), `PreparingRebalance`, `Dead` (never seen). */
  readonly state: string
  readonly members: readonly ReportedMember[]
  readonly lags: readonly (Lag & { readonly owner: string | null })[]
}

export interface ReportedTopic {
  readonly name: string
  readonly partitions: number
  readonly replication: number
  /** Those settings that decide what is kept. */
  readonly settings: Readonly<Record<string, string>>
}

export interface ClusterReport {
  readonly groups: readonly ReportedGroup[]
  readonly topics: readonly ReportedTopic[]
  /** What a service would refuse to start on; empty where all is well. */
  readonly problems: readonly string[]
}

export interface AskCluster extends ClientParts {
  readonly prefix?: string
  readonly groups: readonly string[]
}

/** How the topics and these groups stand, by the brokers' word. Throws a KafkaFault where none lets it in. */
export const reportCluster = ({ prefix = '', groups, ...client }: AskCluster): Promise<ClusterReport> =>
  withAdmin(createClient(client), client.connection, async (admin) => {
    const specs = topicSpecs({ prefix, partitions: 1, replication: 1 })
    const state = await readClusterState(
      admin,
      specs.map(({ name }) => name),
    )
    const partitions = Math.min(...TOPICS.map((topic) => state.topics.get(topicName(topic, prefix))?.partitions ?? 0))
    const nameOf = (topic: Topic) => topicName(topic, prefix)
    const standings =
      partitions === 0 ? [] : await Promise.all(groups.map((group) => standingOf(admin, { groupId: groupName(group, prefix), nameOf, partitions })))
    return { groups: standings, topics: reported(state, specs[0]?.settings ?? {}), problems: checkTopics(specs, state) }
  })

const reported = ({ topics }: ClusterState, deciding: Readonly<Record<string, string>>): readonly ReportedTopic[] => {
  const names = new Set([...Object.keys(deciding), 'retention.ms'])
  return [...topics.values()].map(({ name, partitions, replication, settings }) => ({
    name,
    partitions,
    replication,
    settings: Object.fromEntries(Object.entries(settings).filter(([setting]) => names.has(setting))),
  }))
}

interface Asked {
  readonly groupId: string
  readonly nameOf: (topic: Topic) => string
  readonly partitions: number
}

const standingOf = async (admin: Admin, { groupId, nameOf, partitions }: Asked): Promise<ReportedGroup> => {
  const { groups } = await admin.describeGroups([groupId])
  const lags = await lagOf(admin, { groupId, nameOf, partitions })
  const members = (groups[0]?.members ?? []).map((member) => ({
    id: member.memberId,
    host: member.clientHost.replace(/^\//u, ''),
    client: member.clientId,
    partitions: partitionsIn(member.memberAssignment),
  }))
  const owners = new Map(members.flatMap(({ id, partitions: held }) => held.map((partition) => [partition, id] as const)))
  return { group: groupId, state: groups[0]?.state ?? 'Dead', members, lags: lags.map((lag) => ({ ...lag, owner: owners.get(lag.partition) ?? null })) }
}

const partitionsIn = (assignment: Buffer): readonly number[] => {
  const decoded = assignment.length === 0 ? null : AssignerProtocol.MemberAssignment.decode(assignment)
  return [...new Set(Object.values(decoded?.assignment ?? {}).flat())].sort((a, b) => a - b)
}
