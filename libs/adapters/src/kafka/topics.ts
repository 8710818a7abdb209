import { TOPIC_PROMISES, topicName } from '@shixu/contracts'
import { TOPICS, type Topic } from '@shixu/domain'

export { KEEP_MS, MAX_MESSAGE_BYTES, topicName } from '@shixu/contracts'

const DAY_MS = 86_400_000

/** How one topic has to be. Settings as Kafka writes them. */
export interface TopicSpec {
  readonly topic: Topic
  readonly name: string
  readonly partitions: number
  readonly replication: number
  readonly settings: Readonly<Record<string, string>>
}

export interface TopicDemands {
  /** Before every name of topic and group: one cluster may hold several installations. */
  readonly prefix?: string
  /** Fixed when the topics are made, since it decides which partition a region is in. The same for all. */
  readonly partitions: number
  /** Copies of each record: 3 in any real installation. */
  readonly replication: number
}

/**
 * Compaction keeps the newest record of every key. The head that is not compacted yet is what a recall reads in vain: segments are small
 * and cleaned early, so that it stays a fraction of the keys.
 */
const COMPACTED = { 'segment.bytes': String(64 << 20), 'segment.ms': String(7 * DAY_MS), 'min.cleanable.dirty.ratio': '0.2' }

const KEPT = { 'segment.ms': String(30 * DAY_MS) }

/** What readers rely on, and how the brokers go about it. */
const settingsOf = (topic: Topic): Readonly<Record<string, string>> => {
  const { settings } = TOPIC_PROMISES[topic]
  return { ...settings, ...(settings['cleanup.policy'] === 'compact' ? COMPACTED : KEPT) }
}

/** Groups are named `shixu.evaluator` and the like already. */
export const groupName = (group: string, prefix = ''): string => `${prefix}${group}`

/** A record counts as safe when this many copies are there: one copy may be lost, or one broker be away, without harm. */
const minInSync = (replication: number): number => (replication >= 3 ? 2 : 1)

/** All topics as they have to be. */
export const topicSpecs = ({ prefix, partitions, replication }: TopicDemands): readonly TopicSpec[] =>
  TOPICS.map((topic) => ({
    topic,
    name: topicName(topic, prefix),
    partitions,
    replication,
    settings: {
      ...settingsOf(topic),
      'min.insync.replicas': String(minInSync(replication)),
      'unclean.leader.election.enable': 'false',
    },
  }))
