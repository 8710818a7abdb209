import { startKafka } from '@shixu/testkit/kafka'
import { describe, expect, inject, test } from 'vitest'
import { shixu } from '../cluster/spawned.ts'
import { composeFile } from './compose-file.ts'

/** What belongs to the container's addresses and the image's start, and not to how the broker keeps things. */
const OF_THE_CONTAINER = /^(node\.id|process\.roles|controller\..*|.*listener.*|log\.dirs|heap\.opts)$/u

/** As the image of the broker reads its environment: `KAFKA_A_B` is `a.b`. */
const brokerProperties = (): Readonly<Record<string, string>> => {
  const named = Object.entries(composeFile().services.kafka?.environment ?? {}).filter(([name]) => name.startsWith('KAFKA_'))
  const properties = named.map(([name, value]) => [name.slice('KAFKA_'.length).toLowerCase().replaceAll('_', '.'), String(value)] as const)
  return Object.fromEntries(properties.filter(([name]) => !OF_THE_CONTAINER.test(name)))
}

/** Settings of the test's own broker that would hide a lack in the compose file. */
const BROKERS_OWN = { 'offsets.retention.minutes': '10080' }

describe.runIf(inject('kafkaBrokers'))('the broker of the compose file', () => {
  test('is one on which a service would start', { timeout: 180_000 }, async () => {
    const cluster = await startKafka({ properties: { ...BROKERS_OWN, ...brokerProperties() } })
    try {
      const settings = { SHIXU_KAFKA_BROKERS: cluster.brokers.join(',') }
      const [, , , ...options] = composeFile().services.topics?.command ?? []
      const given = options.map((option) => option.replace(/^\$\{\w+:-(\w+)\}$/u, '$1'))
      expect(await shixu(settings, 'kafka', 'topics', 'apply', ...given)).toMatchObject({ exit: 0 })
      expect(await shixu(settings, 'kafka', 'status')).toMatchObject({ exit: 0 })
    } finally {
      await cluster.stop()
    }
  })
})
