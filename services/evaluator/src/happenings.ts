import type { Event } from '@shixu/domain'
import { FACT_REFUSALS, type Handled } from '@shixu/pipeline'
import { counter, type Logger, type Registry, type ServiceMetrics, serviceMetrics } from '@shixu/runtime'

/** What the evaluator tells of itself: each happening moves its metric and writes its line together. */
export interface Happenings {
  readonly lag: ServiceMetrics['lag']
  judged(batch: Handled): void
  recalled(batch: { readonly records: number; readonly seconds: number }): void
}

interface Parts {
  readonly metrics: Registry
  readonly logger: Logger
  readonly now: () => number
}

export const createHappenings = ({ metrics, logger, now }: Parts): Happenings => {
  const { step, lag } = serviceMetrics(metrics, { service: 'evaluator', now })
  const alerts = counter(metrics, { name: 'shixu_alerts_total', help: 'Alert events, by kind and what happened.', labels: ['kind', 'event'] })
  const assessments = counter(metrics, { name: 'shixu_assessments_total', help: 'Judgements that differ from the one before, by light.', labels: ['light'] })
  const unjudged = counter(metrics, { name: 'shixu_unjudgeable_facts_total', help: 'Facts that could not be read or judged, by reason.', labels: ['reason'] })
  // From the start, so that the first one is seen as an increase.
  for (const reason in FACT_REFUSALS) unjudged.inc({ reason }, 0)

  const count = (event: Event): void => {
    if (event.data === null) return
    if (event.type === 'target-assessed') assessments.inc({ light: event.data.assessment.light })
    if (event.type === 'dead-lettered') {
      unjudged.inc({ reason: event.data.code })
      logger.warn({ place: event.data.place, reason: event.data.reason }, 'fact went to the dead letters')
    }
    if (event.type === 'alert-changed') {
      alerts.inc({ kind: event.data.alert.kind, event: event.data.type })
      logger.info({ target: event.data.alert.target, kind: event.data.alert.kind, event: event.data.type, day: event.data.day }, 'alert changed')
    }
  }

  return {
    lag,
    judged: (batch) => {
      batch.outputs.forEach(count)
      step('evaluate', batch.seconds)
    },
    recalled: ({ records, seconds }) => {
      step('recall', seconds)
      logger.debug({ records, seconds }, 'recalled')
    },
  }
}
