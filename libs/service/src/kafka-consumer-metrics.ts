import type { KafkaHappening } from '@shixu/adapters/kafka'
import { type Registry, scrapedGauge } from '@shixu/runtime'

type Of<W extends KafkaHappening['what']> = KafkaHappening & { readonly what: W }

interface Held {
  readonly group: string
  readonly partition: number
  /** By topic: how many records stand after the newest that was dealt with, and when that one was written. */
  readonly topics: Map<string, { readonly lag: number; readonly newestAt: number }>
}

const LABELS = ['group', 'topic', 'partition'] as const

/** Series of each partition that is held; they go with it. */
export const exposeConsumer = (metrics: Registry, now: () => number) => {
  const held = new Map<string, Held>()
  const keyOf = ({ group, partition }: { readonly group: string; readonly partition: number }): string => `${group}/${partition}`
  const samples = function* (read: (topic: { readonly lag: number; readonly newestAt: number }) => number) {
    for (const { group, partition, topics } of held.values())
      for (const [topic, standing] of topics) yield [{ group, topic, partition: String(partition) }, read(standing)] as const
  }
  scrapedGauge(metrics, { name: 'shixu_kafka_lag_records', help: 'Records that stand after the newest that was dealt with.', labels: LABELS }, () =>
    samples(({ lag }) => lag),
  )
  scrapedGauge(
    metrics,
    { name: 'shixu_kafka_lag_seconds', help: 'Age of the newest record that was dealt with, where others stand after it.', labels: LABELS },
    () => samples(({ lag, newestAt }) => (lag === 0 || newestAt === 0 ? 0 : Math.max(0, now() - newestAt) / 1000)),
  )
  scrapedGauge(metrics, { name: 'shixu_kafka_partitions', help: 'Partitions that this process holds.', labels: ['group'] }, () =>
    [...Map.groupBy(held.values(), ({ group }) => group)].map(([group, each]) => [{ group }, each.length] as const),
  )
  return {
    taken: (of: Of<'taken' | 'kept'>): void => {
      if (!held.has(keyOf(of))) held.set(keyOf(of), { group: of.group, partition: of.partition, topics: new Map() })
    },
    released: (of: Of<'released'>): void => void held.delete(keyOf(of)),
    handled: (of: Of<'handled'>): void => void held.get(keyOf(of))?.topics.set(of.topic, { lag: of.lag, newestAt: of.newestAt }),
  }
}
