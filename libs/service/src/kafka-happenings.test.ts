import { createMetrics } from '@shixu/runtime'
import { expect, test } from 'vitest'
import { createHappenings } from './kafka-happenings.ts'

const GROUP = { group: 'shixu.evaluator' }
const PARTITION = { ...GROUP, partition: 3 }

const observed = () => {
  const metrics = createMetrics()
  const said: string[] = []
  const onHappening = createHappenings({ metrics, now: () => 60_000, say: (level, message) => void said.push(`${level} ${message}`) })
  const series = async (name: string) => (await metrics.getSingleMetricAsString(name)).split('\n').filter((line) => !line.startsWith('#'))
  return { onHappening, said, series }
}

test('the lag of a partition is shown in records and in seconds while it is held, and goes with it', async () => {
  const { onHappening, series } = observed()
  onHappening({ what: 'taken', ...PARTITION })
  onHappening({ what: 'handled', ...PARTITION, topic: 'facts', records: 10, lag: 7, newestAt: 45_000 })
  expect(await series('shixu_kafka_lag_records')).toEqual(['shixu_kafka_lag_records{group="shixu.evaluator",topic="facts",partition="3"} 7'])
  expect(await series('shixu_kafka_lag_seconds')).toEqual(['shixu_kafka_lag_seconds{group="shixu.evaluator",topic="facts",partition="3"} 15'])
  expect(await series('shixu_kafka_partitions')).toEqual(['shixu_kafka_partitions{group="shixu.evaluator"} 1'])
  onHappening({ what: 'handled', ...PARTITION, topic: 'facts', records: 7, lag: 0, newestAt: 50_000 })
  expect(await series('shixu_kafka_lag_seconds')).toEqual(['shixu_kafka_lag_seconds{group="shixu.evaluator",topic="facts",partition="3"} 0'])
  onHappening({ what: 'released', ...PARTITION })
  expect([...(await series('shixu_kafka_lag_records')), ...(await series('shixu_kafka_partitions'))]).toEqual([])
})

test.each([
  [{ what: 'rebalancing', ...GROUP }, 'shixu_kafka_rebalances_total', null],
  [{ what: 'joined', ...GROUP, member: 'm', partitions: [1, 2], ms: 5 }, 'shixu_kafka_joins_total', 'info has its share'],
  [{ what: 'recalled', ...PARTITION, records: 1, ms: 5 }, 'shixu_kafka_recalled_records_total', 'info partition 3 is recalled'],
  [{ what: 'committed', ...PARTITION, topic: 'facts', offset: 9 }, 'shixu_kafka_commits_total', null],
  [{ what: 'gap', ...PARTITION, topic: 'facts', position: 5, continuedAt: 9 }, 'shixu_kafka_gaps_total', 'error records are gone that were not dealt with'],
  [{ what: 'crashed', ...GROUP, restarts: true, error: 'e' }, 'shixu_kafka_crashes_total', 'warn the brokers are out of reach; trying on'],
  [{ what: 'crashed', ...GROUP, restarts: false, error: 'e' }, 'shixu_kafka_crashes_total', 'error the client gave up; a new one is made'],
  [{ what: 'stalled', ...GROUP, silentMs: 9 }, 'shixu_kafka_stalls_total', 'error nothing was heard of the client; a new one is made'],
  [{ what: 'append-retried', error: 'e' }, 'shixu_kafka_append_retries_total', 'warn records were not acknowledged; sending them again'],
  [{ what: 'appended', records: 1, bytes: 9, ms: 5 }, 'shixu_kafka_appended_records_total', null],
  [{ what: 'in-flight', records: 1, bytes: 9 }, 'shixu_kafka_in_flight_records', null],
] as const)('%o moves %s and says: %s', async (happening, name, line) => {
  const { onHappening, said, series } = observed()
  onHappening(happening)
  expect((await series(name))[0]).toMatch(/ 1$/u)
  expect(said).toEqual(line === null ? [] : [line])
})
