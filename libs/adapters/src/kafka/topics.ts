import { TOPICS, type Topic } from '@shixu/domain'

const DAY_MS = 86_400_000

/** How long what happened is kept, in milliseconds: 400 days, a year and what is said of it afterwards. */
export const KEEP_MS = 400 * DAY_MS

/** The codec reads bodies of 1 MiB; key, headers and the batch's frame come on top. */
export const MAX_MESSAGE_BYTES = 1_310_720

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
const COMPACT = {
  'cleanup.policy': 'compact',
  'segment.bytes': String(64 << 20),
  'segment.ms': String(7 * DAY_MS),
  'min.cleanable.dirty.ratio': '0.2',
  // A consumer that was away for less still learns that a key is gone.
  'delete.retention.ms': String(7 * DAY_MS),
}

const KEEP = { 'cleanup.policy': 'delete', 'retention.ms': String(KEEP_MS), 'retention.bytes': '-1', 'segment.ms': String(30 * DAY_MS) }

const OWN: Readonly<Record<Topic, Readonly<Record<string, string>>>> = {
  facts: { ...COMPACT, 'min.compaction.lag.ms': '0' },
  assessments: { ...COMPACT, 'min.compaction.lag.ms': '0' },
  alerts: { ...COMPACT, 'min.compaction.lag.ms': String(KEEP_MS) },
  deliveries: KEEP,
  deadletters: KEEP,
}

export const topicName = (topic: Topic, prefix = ''): string => `${prefix}shixu.${topic}`

export const groupName = (group: string, prefix = ''): string => `${prefix}shixu.${group}`

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
      ...OWN[topic],
      'min.insync.replicas': String(minInSync(replication)),
      'max.message.bytes': String(MAX_MESSAGE_BYTES),
      'unclean.leader.election.enable': 'false',
    },
  }))
