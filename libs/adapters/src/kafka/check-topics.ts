import type { ClusterState, TopicState } from './cluster-state.ts'
import { KEEP_MS, MAX_MESSAGE_BYTES, type TopicSpec } from './topics.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** What a cluster may not be, each as a sentence that says where, what, and what would be right. Empty: nothing would be lost. */
export const checkTopics = (specs: readonly TopicSpec[], { topics, brokers }: ClusterState): readonly string[] => {
  const missing = specs.filter(({ name }) => !topics.has(name)).map(({ name }) => `${name}: is not there`)
  const found = specs.flatMap((spec) => {
    const state = topics.get(spec.name)
    return state ? [{ spec, state }] : []
  })
  return [
    ...missing,
    ...differingPartitions(found.map(({ state }) => state)),
    ...found.flatMap(({ spec, state }) => topicProblems(spec, state).map((problem) => `${state.name}: ${problem}`)),
    ...brokers.flatMap(({ id, settings }) => brokerProblems(settings).map((problem) => `broker ${id}: ${problem}`)),
  ]
}

/** The state of a region comes from several topics, so its partition has to have the same number in all. */
const differingPartitions = (states: readonly TopicState[]): readonly string[] => {
  const counts = new Set(states.map(({ partitions }) => partitions))
  if (counts.size <= 1) return []
  return [`topics have different numbers of partitions (${states.map(({ name, partitions }) => `${name} ${partitions}`).join(', ')}): all must have the same`]
}

const topicProblems = (spec: TopicSpec, { settings, replication }: TopicState): readonly string[] => [
  ...policyProblems(spec, settings),
  ...replicaProblems(settings, replication),
  ...atLeast(settings, 'max.message.bytes', { least: MAX_MESSAGE_BYTES, why: 'events of up to 1 MiB would be refused' }),
  ...(settings['unclean.leader.election.enable'] === 'true'
    ? ['unclean.leader.election.enable is true: a broker that lacks records could become leader, and they would be gone; set it to false']
    : []),
]

const policyProblems = (spec: TopicSpec, settings: TopicState['settings']): readonly string[] => {
  const policy = settings['cleanup.policy'] ?? ''
  const wanted = spec.settings['cleanup.policy'] ?? ''
  if (policy !== wanted) {
    const why = wanted === 'compact' ? 'records are deleted by age or size' : 'all tries of a notice but the last are deleted'
    return [`cleanup.policy is ${policy}, not ${wanted}: ${why}`]
  }
  if (wanted === 'delete') return retentionProblems(settings)
  const lag = Number(spec.settings['min.compaction.lag.ms'] ?? 0)
  return atLeast(settings, 'min.compaction.lag.ms', { least: lag, why: 'earlier events of a key are deleted too early' })
}

const retentionProblems = (settings: TopicState['settings']): readonly string[] => {
  const kept = Number(settings['retention.ms'])
  return [
    ...(kept === -1 ? [] : atLeast(settings, 'retention.ms', { least: KEEP_MS, why: 'what happened is deleted too early' })),
    ...(settings['retention.bytes'] === '-1' ? [] : [`retention.bytes is ${settings['retention.bytes']}, not -1: what happened is deleted by size`]),
  ]
}

const replicaProblems = (settings: TopicState['settings'], replication: number): readonly string[] => {
  const inSync = Number(settings['min.insync.replicas'])
  if (inSync > replication) return [`min.insync.replicas is ${inSync} with ${replication} copies: nothing can be written`]
  return replication >= 3 && inSync < 2
    ? [`min.insync.replicas is ${inSync} with ${replication} copies: what one broker alone has counts as safe; set it to 2`]
    : []
}

const brokerProblems = (settings: Readonly<Record<string, string>>): readonly string[] => {
  const name = 'offsets.retention.minutes'
  const why = 'the positions of a group that is stopped for longer are forgotten'
  return atLeast(settings, name, { least: KEEP_MS / MINUTE_MS, why })
}

const atLeast = (settings: Readonly<Record<string, string>>, name: string, { least, why }: { least: number; why: string }): readonly string[] => {
  const value = Number(settings[name])
  return value >= least ? [] : [`${name} is ${settings[name] ?? 'not known'}, at least ${least}${inDays(name, least)} is needed: ${why}`]
}

const inDays = (name: string, value: number): string => {
  const ms = name.endsWith('.ms') ? value : name.endsWith('.minutes') ? value * MINUTE_MS : 0
  return ms === 0 ? '' : ` (${Math.round(ms / DAY_MS)} days)`
}
