import type { Topic } from '@shixu/domain'
import type { Batch, KafkaMessage } from 'kafkajs'
import { BatchEnd } from './fetched-record.ts'

/** What one fetch brought of one topic and partition: everything that stands from offset `from` to before `end`, as far as compaction has left it. */
export interface Fetched {
  readonly topic: Topic
  readonly partition: number
  readonly from: number
  readonly end: number
  /** The offset after the last record that is safe in the log. */
  readonly safeEnd: number
  readonly messages: readonly KafkaMessage[]
}

/** `fetchedOffset`, the offset that was asked for, is there but not in kafkajs' types. A batch is only ever used where it covers what comes next, however old it is. */
export const fetchedFrom = (batch: Batch, topic: Topic): Fetched => ({
  topic,
  partition: batch.partition,
  from: Number((batch as Batch & { readonly fetchedOffset: string }).fetchedOffset),
  end: Number(batch.lastOffset()) + 1,
  safeEnd: Number(batch.highWatermark),
  messages: batch.messages.at(-1) instanceof BatchEnd ? batch.messages.slice(0, -1) : batch.messages,
})

/** The messages at or after `from` and before `until`. */
export const messagesBetween = ({ messages }: Fetched, { from, until }: { from: number; until: number }): readonly KafkaMessage[] => {
  const inside = ({ offset }: KafkaMessage) => Number(offset) >= from && Number(offset) < until
  const [first, last] = [messages.at(0), messages.at(-1)]
  if (first === undefined || last === undefined) return []
  return inside(first) && inside(last) ? messages : messages.filter(inside)
}
