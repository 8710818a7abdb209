import { setTimeout as wait } from 'node:timers/promises'
import type { KafkaLog, Lag, LogLine } from '@shixu/adapters/kafka'
import { type Registry, scrapedGauge } from '@shixu/runtime'

const EVERY_MS = 15_000

interface Watched {
  readonly log: Pick<KafkaLog, 'lagOf'>
  readonly group: string
  readonly metrics: Registry
  readonly say: LogLine
}

/** Asks the brokers, every quarter of a minute, how far a group is behind, whatever the group says of itself. Says so where none answers. */
export const watchLag = async ({ log, group, metrics, say }: Watched, signal: AbortSignal): Promise<void> => {
  let lags: readonly Lag[] = []
  scrapedGauge(
    metrics,
    {
      name: 'shixu_kafka_group_lag_records',
      help: 'Records between the position of a group and the end, by the brokers.',
      labels: ['group', 'topic', 'partition'],
    },
    () => lags.map(({ topic, partition, lag }) => [{ group, topic, partition: String(partition) }, lag] as const),
  )
  while (!signal.aborted) {
    await wait(EVERY_MS, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    await log.lagOf(group).then(
      (now) => {
        lags = now
      },
      (fault: unknown) => say('warn', 'no broker answers; trying on', { group, error: String(fault) }),
    )
  }
}
