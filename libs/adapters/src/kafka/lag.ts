import { TOPICS, type Topic } from '@shixu/domain'
import type { Admin } from 'kafkajs'
import { fetchBounds } from './bounds.ts'

/** How far a group is behind in one topic and partition, in records, by what the brokers say of it. */
export interface Lag {
  readonly topic: Topic
  readonly partition: number
  readonly end: number
  readonly position: number
  readonly lag: number
}

export interface LagQuestion {
  readonly groupId: string
  readonly nameOf: (topic: Topic) => string
  readonly partitions: number
}

/** Of each topic in which the group has a position. What the group itself says of its lag is not asked. */
export const lagOf = async (admin: Admin, { groupId, nameOf, partitions }: LagQuestion): Promise<readonly Lag[]> => {
  const boundsOf = await fetchBounds(admin, { groupId, topics: TOPICS, nameOf })
  return TOPICS.flatMap((topic) =>
    Array.from({ length: partitions }, (_, partition) => partition).flatMap((partition) => {
      const { committed, end } = boundsOf(topic, partition)
      return committed === null ? [] : [{ topic, partition, end, position: committed, lag: Math.max(0, end - committed) }]
    }),
  )
}
