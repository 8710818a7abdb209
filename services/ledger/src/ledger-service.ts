import { createRecorder, type Ledger, lagOf, observed, type Processor } from '@shixu/pipeline'
import { type Registry, serviceMetrics } from '@shixu/runtime'

export interface LedgerParts {
  readonly ledger: Ledger
  readonly metrics: Registry
  /** Milliseconds of the wall. */
  readonly now: () => number
}

/** Writes down, for people and for SQL, what the log says. */
export const createLedgerService = ({ ledger, metrics, now }: LedgerParts): Processor => {
  const { step, lag } = serviceMetrics(metrics, 'ledger')
  return observed(createRecorder(ledger), {
    now,
    handled: (batch) => {
      step('record', batch.seconds)
      lag(lagOf(batch, now()))
    },
    recalled: () => undefined,
  })
}
