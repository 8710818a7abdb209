import type { KafkaHappening, LogLine, OnHappening } from '@shixu/adapters/kafka'
import { counter, durations, type Registry, scrapedGauge } from '@shixu/runtime'
import { exposeConsumer } from './kafka-consumer-metrics.ts'

interface Parts {
  readonly metrics: Registry
  /** Milliseconds of the wall. */
  readonly now: () => number
  readonly say: LogLine
}

type Of<W extends KafkaHappening['what']> = KafkaHappening & { readonly what: W }
type Table = { readonly [W in KafkaHappening['what']]: (happening: Of<W>) => void }

/** What the log on Kafka lives through: each happening moves its metric and writes its line together. */
export const createHappenings = (parts: Parts): OnHappening => {
  const table: Table = { ...groupHappenings(parts), ...producerHappenings(parts) }
  return (happening) => (table[happening.what] as (happening: KafkaHappening) => void)(happening)
}

const producerHappenings = ({ metrics, say }: Parts): Pick<Table, 'in-flight' | 'appended' | 'append-retried'> => {
  const records = counter(metrics, { name: 'shixu_kafka_appended_records_total', help: 'Records that all in-sync copies have acknowledged.' })
  const bytes = counter(metrics, { name: 'shixu_kafka_appended_bytes_total', help: 'Their bytes, about, before compression.' })
  const seconds = durations(metrics, { name: 'shixu_kafka_append_duration_seconds', help: 'Time from sending a batch to its acknowledgement.' })
  const retries = counter(metrics, { name: 'shixu_kafka_append_retries_total', help: 'Batches that were sent again, each with a new producer.' })
  const flying = inFlight(metrics)
  return {
    'in-flight': flying,
    appended: (batch) => {
      records.inc(batch.records)
      bytes.inc(batch.bytes)
      seconds.observe(batch.ms / 1000)
    },
    'append-retried': ({ error }) => {
      retries.inc()
      say('warn', 'records were not acknowledged; sending them again', { error })
    },
  }
}

const inFlight = (metrics: Registry) => {
  const now = { records: 0, bytes: 0 }
  for (const unit of ['records', 'bytes'] as const)
    exposeNow(metrics, { name: `shixu_kafka_in_flight_${unit}`, help: `What is sent and not yet acknowledged, in ${unit}.` }, () => now[unit])
  return ({ records, bytes }: Of<'in-flight'>) => void Object.assign(now, { records, bytes })
}

const exposeNow = (metrics: Registry, naming: { readonly name: string; readonly help: string }, read: () => number): void => {
  scrapedGauge(metrics, naming, () => [[{}, read()] as const])
}

const groupHappenings = ({ metrics, now, say }: Parts): Omit<Table, 'in-flight' | 'appended' | 'append-retried'> => {
  const counted = (name: string, help: string, labels: readonly string[] = ['group']) => counter(metrics, { name: `shixu_kafka_${name}_total`, help, labels })
  const rebalances = counted('rebalances', 'Times that a group began to deal its partitions out anew.')
  const joins = counted('joins', 'Times that this process was given its share.')
  const commits = counted('commits', 'Times that a position has moved.')
  const gaps = counted('gaps', 'Positions that the log has no record for: records were lost.', ['group', 'topic'])
  const crashes = counted('crashes', 'Times that the client gave up; final where it does not start again by itself.', ['group', 'final'])
  const stalls = counted('stalls', 'Clients of which nothing was heard, and which were made anew.')
  const recalled = counted('recalled_records', 'Records read again to rebuild state.')
  const recall = durations(metrics, {
    name: 'shixu_kafka_recall_duration_seconds',
    help: 'Time from taking a partition to having recalled it.',
    labels: ['group'],
  })
  const consumer = exposeConsumer(metrics, now)
  return {
    rebalancing: ({ group }) => rebalances.inc({ group }),
    joined: ({ group, partitions, ms }) => {
      joins.inc({ group })
      say('info', 'has its share', { group, partitions: partitions.join(','), ms })
    },
    taken: consumer.taken,
    kept: consumer.taken,
    released: consumer.released,
    recalled: ({ group, partition, records, ms }) => {
      recalled.inc({ group }, records)
      recall.observe({ group }, ms / 1000)
      say('info', `partition ${partition} is recalled`, { group, records, ms })
    },
    handled: consumer.handled,
    committed: ({ group }) => commits.inc({ group }),
    gap: ({ group, topic, partition, position, continuedAt }) => {
      gaps.inc({ group, topic })
      say('error', 'records are gone that were not dealt with', { group, topic, partition, position, continuedAt })
    },
    crashed: ({ group, restarts, error }) => {
      crashes.inc({ group, final: String(!restarts) })
      say(restarts ? 'warn' : 'error', restarts ? 'the brokers are out of reach; trying on' : 'the client gave up; a new one is made', { group, error })
    },
    stalled: ({ group, silentMs }) => {
      stalls.inc({ group })
      say('error', 'nothing was heard of the client; a new one is made', { group, silentMs })
    },
  }
}
