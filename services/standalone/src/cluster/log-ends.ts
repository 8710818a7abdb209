import type { KafkaLog } from '@shixu/adapters/kafka'
import type { Topic } from '@shixu/domain'

/** Where topics end: the offset after the last record of each topic and partition that has any. */
export type Ends = ReadonlyMap<string, number>

const placeOf = (topic: Topic, partition: number): string => `${topic}/${partition}`

export const endsOf = async (log: Pick<KafkaLog, 'ends'>, topics: readonly Topic[]): Promise<Ends> => {
  const each = await Promise.all(topics.map(async (topic) => [topic, await log.ends(topic)] as const))
  return new Map(each.flatMap(([topic, ends]) => [...ends].map(([partition, end]) => [placeOf(topic, partition), end] as const)))
}

/** Whether a group has handled all before these ends. */
export const hasReached = async (log: Pick<KafkaLog, 'lagOf'>, group: string, ends: Ends): Promise<boolean> => {
  const positions = new Map((await log.lagOf(group)).map(({ topic, partition, position }) => [placeOf(topic, partition), position]))
  return [...ends].every(([place, end]) => (positions.get(place) ?? 0) >= end)
}
