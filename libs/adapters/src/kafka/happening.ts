import type { Topic } from '@shixu/domain'

interface OfGroup {
  readonly group: string
}

interface OfPartition extends OfGroup {
  readonly partition: number
}

/** What the log lives through, for metrics and logs. Times in milliseconds. Offsets and lags in records. */
export type KafkaHappening =
  | (OfGroup & { readonly what: 'rebalancing' })
  | (OfGroup & { readonly what: 'joined'; readonly member: string; readonly partitions: readonly number[]; readonly ms: number })
  /** `kept`: it stayed with this member through a rebalance, and so did its state. */
  | (OfPartition & { readonly what: 'taken' | 'kept' | 'released' })
  | (OfPartition & { readonly what: 'recalled'; readonly records: number; readonly ms: number })
  /** `newestAt`: when the last of them was written. `lag`: records of the partition that stand after them. */
  | (OfPartition & { readonly what: 'handled'; readonly topic: Topic; readonly records: number; readonly lag: number; readonly newestAt: number })
  | (OfPartition & { readonly what: 'committed'; readonly topic: Topic; readonly offset: number })
  /** Records between the position and the first one left were deleted unread, or the log is shorter than the position: both are losses. */
  | (OfPartition & { readonly what: 'gap'; readonly topic: Topic; readonly position: number; readonly continuedAt: number })
  /** `restarts`: the client tries again by itself. */
  | (OfGroup & { readonly what: 'crashed'; readonly restarts: boolean; readonly error: string })
  | (OfGroup & { readonly what: 'stalled'; readonly silentMs: number })
  | { readonly what: 'in-flight'; readonly records: number; readonly bytes: number }
  | { readonly what: 'appended'; readonly records: number; readonly bytes: number; readonly ms: number }
  /** Beyond the client's own tries. */
  | { readonly what: 'append-retried'; readonly error: string }

export type OnHappening = (happening: KafkaHappening) => void
