import { counter, durations, Registry, scrapedGauge } from '@shixu/runtime'
import { expect, test } from 'vitest'
import { createSamples } from './samples.ts'

const DAY = 86_400_000

test('each series stands whole in the text, in order of time, under the family that it belongs to', async () => {
  const registry = new Registry()
  const light = { value: 1 }
  scrapedGauge(registry, { name: 'shixu_invented_light', help: 'A light, "so called".', labels: ['name'] }, () => [[{ name: '出口"额"\\' }, light.value]])
  const events = counter(registry, { name: 'shixu_invented_total', help: 'Events.' })
  scrapedGauge(registry, { name: 'process_invented', help: 'Of the process.' }, () => [[{}, 1]])
  const samples = createSamples(registry)
  await samples.take(DAY)
  light.value = 3
  events.inc()
  await samples.take(2 * DAY)
  expect(samples.text().split('\n')).toEqual([
    '# HELP shixu_invented_light A light, \\"so called\\".',
    '# TYPE shixu_invented_light gauge',
    'shixu_invented_light{name="出口\\"额\\"\\\\"} 1 86400',
    'shixu_invented_light{name="出口\\"额\\"\\\\"} 3 172800',
    '# HELP shixu_invented Events.',
    '# TYPE shixu_invented counter',
    'shixu_invented_total{} 0 86400',
    'shixu_invented_total{} 1 172800',
    '# EOF',
    '',
  ])
})

test('a histogram has its buckets, its sum and its count', async () => {
  const registry = new Registry()
  durations(registry, { name: 'shixu_invented_seconds', help: 'Time.', labels: ['step'] }).observe({ step: 'a' }, 0.02)
  const samples = createSamples(registry)
  await samples.take(DAY)
  expect(samples.text()).toContain('# TYPE shixu_invented_seconds histogram\n')
  expect(samples.text()).toContain('shixu_invented_seconds_bucket{le="0.1",step="a"} 1 86400\n')
  expect(samples.text()).toContain('shixu_invented_seconds_bucket{le="+Inf",step="a"} 1 86400\n')
  expect(samples.text()).toContain('shixu_invented_seconds_count{step="a"} 1 86400\n')
})
