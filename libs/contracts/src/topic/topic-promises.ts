import type { Topic } from '@shixu/domain'

const DAY_MS = 86_400_000

/** How long what happened is kept, in milliseconds: 400 days, a year and what is said of it afterwards. */
export const KEEP_MS = 400 * DAY_MS

/** How long a reader may be away and still learn that a key is gone, in milliseconds. */
const TOMBSTONE_MS = 7 * DAY_MS

/** The codec reads bodies of 1 MiB; key, headers and the batch's frame come on top. */
export const MAX_MESSAGE_BYTES = 1_310_720

/** What a reader may rely on in a topic, whatever cluster it is on. */
export interface TopicPromise {
  readonly holds: string
  /** Settings as Kafka writes them. How brokers go about it, such as the size of segments, is no promise. */
  readonly settings: Readonly<Record<string, string>>
}

const compacted = (minLagMs: number) => ({
  'cleanup.policy': 'compact',
  'min.compaction.lag.ms': String(minLagMs),
  'delete.retention.ms': String(TOMBSTONE_MS),
  'max.message.bytes': String(MAX_MESSAGE_BYTES),
})

const KEPT = {
  'cleanup.policy': 'delete',
  'retention.ms': String(KEEP_MS),
  'retention.bytes': '-1',
  'max.message.bytes': String(MAX_MESSAGE_BYTES),
}

export const TOPIC_PROMISES: Readonly<Record<Topic, TopicPromise>> = {
  facts: {
    holds: 'What is judged by, in one order: targets, published figures, commands and days. Every vintage of a figure has a key of its own.',
    settings: compacted(0),
  },
  // What an evaluator writes late, after another has taken over, stands last and is not the newest: for so long the newest, which is known by its sequence, stands beside it.
  assessments: { holds: 'The newest judgement of every target at every period: the one with the highest sequence.', settings: compacted(KEEP_MS) },
  alerts: {
    holds: 'Every change of an alert. Each carries the whole state of its alert, so that the newest one is enough to go on from.',
    settings: compacted(KEEP_MS),
  },
  deliveries: { holds: 'What became of every notice.', settings: KEPT },
  deadletters: { holds: 'What was refused: its bytes, where it came from, and why.', settings: KEPT },
}

/** What the topics get where nothing else is asked for. Twelve partitions are shared out evenly among one, two, three, four or six members. */
export const CLUSTER_DEFAULTS = { partitions: 12, replication: 3 } as const

/** `prefix` stands before every name of topic and group: one cluster may hold several installations. */
export const topicName = (topic: Topic, prefix = ''): string => `${prefix}shixu.${topic}`
