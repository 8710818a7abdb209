import type { Topic } from '@shixu/domain'
import type { Admin } from 'kafkajs'

/** Of one topic and partition: the first record that is left, the offset after the last one, and the group's position (null where it has none). */
export interface Bounds {
  readonly low: number
  readonly end: number
  readonly committed: number | null
}

export type BoundsOf = (topic: Topic, partition: number) => Bounds

export interface BoundsQuestion {
  readonly groupId: string
  readonly topics: readonly Topic[]
  readonly nameOf: (topic: Topic) => string
}

/** Asks for all partitions of these topics at once. Positions are final where the group has been joined before: no former member can move them any more. */
export const fetchBounds = async (admin: Admin, { groupId, topics, nameOf }: BoundsQuestion): Promise<BoundsOf> => {
  const positions = await admin.fetchOffsets({ groupId, topics: topics.map(nameOf) })
  const ends = await Promise.all(topics.map((topic) => admin.fetchTopicOffsets(nameOf(topic))))
  const byPlace = new Map<string, Bounds>()
  topics.forEach((topic, index) => {
    const committed = new Map(positions.find((each) => each.topic === nameOf(topic))?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
    for (const { partition, low, high } of ends[index] ?? []) {
      const position = committed.get(partition) ?? -1
      byPlace.set(`${topic}/${partition}`, { low: Number(low), end: Number(high), committed: position < 0 ? null : position })
    }
  })
  return (topic, partition) => byPlace.get(`${topic}/${partition}`) ?? { low: 0, end: 0, committed: null }
}
