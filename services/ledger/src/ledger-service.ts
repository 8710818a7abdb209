import { createRecorder, observed, type Processor, type RecorderParts } from '@shixu/pipeline'
import { type Registry, serviceMetrics } from '@shixu/runtime'

export interface LedgerParts extends RecorderParts {
  readonly metrics: Registry
  /** Milliseconds of the wall. */
  readonly now: () => number
}

/** Writes down, for people and for SQL, what the log says. */
export const createLedgerService = ({ metrics, now, ...parts }: LedgerParts): Processor => {
  const { step, lag } = serviceMetrics(metrics, { service: 'ledger', now })
  return observed(createRecorder(parts), {
    now,
    lag,
    handled: (batch) => step('record', batch.seconds),
    recalled: () => undefined,
  })
}
