import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { metricsFaults } from '@shixu/testkit/check-metrics'
import { metricsServed, metricsTold } from '@shixu/testkit/metrics-table'
import { expect, test } from 'vitest'
import { newFolder, startShixu } from './test/ask-shixu.ts'

const PAGE = readFileSync(join(import.meta.dirname, '../../../docs/metrics.md'), 'utf8')

/** What Prometheus asks of a name, beyond what it can read. */
const misnamed = (name: string, type: string): boolean =>
  (type === 'counter') !== name.endsWith('_total') || /_(?:ms|milliseconds|minutes|percent|kb)(?:_|$)/u.test(name) || /(?:_count|_sum|_bucket)$/u.test(name)

test('the page tells each metric of a house that has replayed, with its type, labels and help, and no other', { timeout: 60_000 }, async () => {
  const replay = startShixu({ SHIXU_STATE: newFolder(), SHIXU_PORT: '0' }, 'replay', '--region', 'demo-county')
  const url = await replay.url()
  await expect.poll(async () => (await fetch(`${url}readyz`)).status, { timeout: 50_000 }).toBe(200)
  expect((await fetch(`${url}api/v1/regions`)).status).toBe(200)
  const exposition = await (await fetch(`${url}metrics`)).text()
  expect(await metricsFaults(exposition)).toEqual([])
  const served = metricsServed(exposition)
  const ours = new Map([...served].filter(([name]) => name.startsWith('shixu_')))
  const told = new Map([...metricsTold(PAGE, 'In every installation'), ...metricsTold(PAGE, 'In one process, besides')])

  expect([...told.keys()].toSorted()).toEqual([...ours.keys()].toSorted())
  for (const [name, { type, help, labels }] of ours) {
    expect({ name, ...told.get(name) }).toEqual({ name, type, help, labels: labels ?? told.get(name)?.labels })
    expect(name).not.toSatisfy((each: string) => misnamed(each, type))
  }
  const sampled = [...ours].filter(([, { labels }]) => labels !== null).map(([name]) => name)
  expect(sampled.length).toBeGreaterThan(ours.size - 8)
  const others = [...served.keys()].filter((name) => !name.startsWith('shixu_'))
  expect(others.filter((name) => !/^(?:process|nodejs)_/u.test(name) || misnamed(name, served.get(name)?.type ?? ''))).toEqual([])
})
