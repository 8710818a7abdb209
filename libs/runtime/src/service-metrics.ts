import type { Registry } from 'prom-client'
import { durations, scrapedGauge } from './metrics.ts'
import { createProcessingLag, type ProcessingLag } from './processing-lag.ts'

/** What every step of the pipeline shows of itself. */
export interface ServiceMetrics {
  /** Seconds that one batch took in a step. */
  step(name: string, seconds: number): void
  readonly lag: ProcessingLag
}

interface Shared {
  readonly durations: ReturnType<typeof durations>
  readonly lags: Map<string, ProcessingLag>
}

/** Several services may share one registry; each metric stands in it once. */
const shared = new WeakMap<Registry, Shared>()

const sharedOf = (registry: Registry): Shared => {
  const found = shared.get(registry)
  if (found) return found
  const lags = new Map<string, ProcessingLag>()
  const made: Shared = {
    durations: durations(registry, { name: 'shixu_step_duration_seconds', help: 'Time that one batch took in a step.', labels: ['service', 'step'] }),
    lags,
  }
  scrapedGauge(
    registry,
    { name: 'shixu_processing_lag_seconds', help: 'How long the newest record at hand has waited; 0 where all is dealt with.', labels: ['service'] },
    () => [...lags].map(([service, lag]) => [{ service }, lag.seconds()] as const),
  )
  shared.set(registry, made)
  return made
}

/** `now` is the wall, in milliseconds. */
export const serviceMetrics = (registry: Registry, { service, now }: { readonly service: string; readonly now: () => number }): ServiceMetrics => {
  const { durations: histogram, lags } = sharedOf(registry)
  const lag = createProcessingLag(now)
  lags.set(service, lag)
  return { step: (step, seconds) => histogram.observe({ service, step }, seconds), lag }
}
