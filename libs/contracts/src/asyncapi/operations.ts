import { EVENT_TYPES, type EventType, TOPIC_OF, TOPICS, type Topic } from '@shixu/domain'
import { type Party, TRAFFIC } from '../topic/traffic.ts'
import { KAFKA_BINDING, messageIds } from './messages.ts'

const onTopic = (topic: Topic) => (type: EventType) => TOPIC_OF[type] === topic

const operation = (service: string, { action, topic, types }: { action: 'send' | 'receive'; topic: Topic; types: readonly EventType[] }) => ({
  action,
  channel: { $ref: `#/channels/${topic}` },
  tags: [{ name: service }],
  messages: types.flatMap(messageIds).map((id) => ({ $ref: `#/channels/${topic}/messages/${id}` })),
})

const sent = (service: string, { sends }: Party) =>
  TOPICS.flatMap((topic) => {
    const types = sends.filter(onTopic(topic))
    return types.length === 0 ? [] : [[`${service}-sends-${topic}`, operation(service, { action: 'send', topic, types })] as const]
  })

const all = (service: string, topic: Topic) => operation(service, { action: 'receive', topic, types: EVENT_TYPES.filter(onTopic(topic)) })

const received = (service: string, { receives, group }: Party) =>
  receives.map((topic) => {
    const bindings = { kafka: { groupId: { type: 'string', const: group }, bindingVersion: KAFKA_BINDING } }
    return [`${service}-receives-${topic}`, { ...all(service, topic), bindings }] as const
  })

const recalled = (service: string, { recalls }: Party) =>
  recalls.map(
    (topic) => [`${service}-recalls-${topic}`, { ...all(service, topic), summary: 'Read again whenever a partition is taken, without output.' }] as const,
  )

/** What each service sends and receives, by names like `evaluator-receives-facts`. */
export const operations = (): Readonly<Record<string, object>> =>
  Object.fromEntries(
    Object.entries<Party>(TRAFFIC).flatMap(([service, party]) => [...sent(service, party), ...received(service, party), ...recalled(service, party)]),
  )

export const serviceTags = (): readonly object[] => Object.entries<Party>(TRAFFIC).map(([name, { does }]) => ({ name, description: does }))
