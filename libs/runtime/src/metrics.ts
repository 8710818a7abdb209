import { Counter, collectDefaultMetrics, Gauge, Histogram, type Metric, Registry } from 'prom-client'

export { type Counter, type Gauge, type Histogram, Registry } from 'prom-client'

/** Gauges of prom-client whose names end as counters' do; their like by type, without that ending, stay. */
const MISNAMED = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total']

/** A registry of its own, so that several services in one process do not collide. */
export const createMetrics = (): Registry => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
  return registry
}

interface Naming {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
}

/** Label values and a value each. */
export type Samples = Iterable<readonly [Readonly<Record<string, string>>, number]>

export const counter = (registry: Registry, { name, help, labels = [] }: Naming): Counter =>
  new Counter({ name, help, labelNames: [...labels], registers: [registry] })

/** A gauge whose samples are read when it is scraped, and not before. */
export const scrapedGauge = (registry: Registry, { name, help, labels = [] }: Naming, samples: () => Samples | Promise<Samples>): Gauge =>
  new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    async collect() {
      const read = await samples()
      this.reset()
      for (const [labelValues, value] of read) this.set(labelValues, value)
    },
  })

/**
 * The same for a great many series. Nothing is kept between two scrapes but the text of label sets, made once for each object: hand in the same object for the same labels.
 * `scrapedGauge` hashes every label set anew at each scrape, which takes most of its time.
 */
export const wideGauge = (registry: Registry, { name, help }: Omit<Naming, 'labels'>, samples: () => Samples): void => {
  const sampleOf = ([labels, value]: readonly [Readonly<Record<string, string>>, number]) => ({ labels, sharedLabels: labels, value })
  const read = async () => ({ name, help, type: 'gauge', aggregator: 'sum', values: Array.from(samples(), sampleOf) })
  registry.registerMetric({ name, type: 'gauge', get: read, reset: () => undefined } as unknown as Metric)
}

/** From a tenth of a millisecond to half a minute. */
const STEP_SECONDS = [0.0001, 0.001, 0.01, 0.1, 0.5, 1, 5, 30] as const

/** Seconds that a step took; other bounds where a step is not what it is about. */
export const durations = (registry: Registry, { name, help, labels = [] }: Naming, buckets: readonly number[] = STEP_SECONDS): Histogram =>
  new Histogram({ name, help, labelNames: [...labels], registers: [registry], buckets: [...buckets] })
