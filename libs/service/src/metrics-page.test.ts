import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Registry } from '@shixu/runtime'
import { metricsServed, metricsTold } from '@shixu/testkit/metrics-table'
import { expect, test } from 'vitest'
import { createHappenings } from './kafka-happenings.ts'
import { watchLag } from './watch-lag.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/metrics.md'), 'utf8')

test('the page tells each metric that a service has on Kafka besides, with its type and help, and no other', async () => {
  const metrics = new Registry()
  const say = () => undefined
  createHappenings({ metrics, now: () => 0, say })
  await watchLag({ log: { lagOf: async () => [] }, group: 'invented', metrics, say }, AbortSignal.abort())
  const served = metricsServed(await metrics.metrics())
  const told = metricsTold(PAGE, 'On Kafka, besides')
  expect([...told.keys()].toSorted()).toEqual([...served.keys()].toSorted())
  for (const [name, { type, help }] of served) expect({ name, ...told.get(name) }).toMatchObject({ name, type, help })
})
