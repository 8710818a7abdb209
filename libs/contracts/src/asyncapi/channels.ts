import { EVENT_TYPES, TOPIC_OF, TOPICS, type Topic } from '@shixu/domain'
import { CLUSTER_DEFAULTS, TOPIC_PROMISES, topicName } from '../topic/topic-promises.ts'
import { KAFKA_BINDING, messageIds } from './messages.ts'

/** AsyncAPI wants policies as a list and sizes as numbers. */
const configuration = (settings: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, name === 'cleanup.policy' ? [value] : Number(value)]))

const channelOf = (topic: Topic) => ({
  address: topicName(topic),
  description: TOPIC_PROMISES[topic].holds,
  messages: Object.fromEntries(
    EVENT_TYPES.filter((type) => TOPIC_OF[type] === topic)
      .flatMap(messageIds)
      .map((id) => [id, { $ref: `#/components/messages/${id}` }]),
  ),
  bindings: {
    kafka: {
      topic: topicName(topic),
      partitions: CLUSTER_DEFAULTS.partitions,
      replicas: CLUSTER_DEFAULTS.replication,
      topicConfiguration: configuration(TOPIC_PROMISES[topic].settings),
      bindingVersion: KAFKA_BINDING,
    },
  },
})

export const channels = (): Readonly<Record<string, object>> => Object.fromEntries(TOPICS.map((topic) => [topic, channelOf(topic)]))
