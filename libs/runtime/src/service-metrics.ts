import type { Registry } from 'prom-client'
import { durations, scrapedGauge } from './metrics.ts'

/** What every step of the pipeline shows of itself. */
export interface ServiceMetrics {
  /** Seconds that one batch took in a step. */
  step(name: string, seconds: number): void
  /** Seconds between the time a record was written and the time it was dealt with; null where that is not known. */
  lag(seconds: number | null): void
}

interface Shared {
  readonly durations: ReturnType<typeof durations>
  readonly lags: Map<string, number>
}

/** Several services may share one registry; each metric stands in it once. */
const shared = new WeakMap<Registry, Shared>()

const sharedOf = (registry: Registry): Shared => {
  const found = shared.get(registry)
  if (found) return found
  const lags = new Map<string, number>()
  const made: Shared = {
    durations: durations(registry, { name: 'shixu_step_duration_seconds', help: 'Time that one batch took in a step.', labels: ['service', 'step'] }),
    lags,
  }
  scrapedGauge(
    registry,
    { name: 'shixu_processing_lag_seconds', help: 'Time between a record being written and dealt with, of the newest record.', labels: ['service'] },
    () => [...lags].map(([service, seconds]) => [{ service }, seconds] as const),
  )
  shared.set(registry, made)
  return made
}

export const serviceMetrics = (registry: Registry, service: string): ServiceMetrics => {
  const { durations: histogram, lags } = sharedOf(registry)
  lags.set(service, 0)
  return {
    step: (step, seconds) => histogram.observe({ service, step }, seconds),
    lag: (seconds) => {
      if (seconds !== null) lags.set(service, seconds)
    },
  }
}
