import type { Delivery } from '@shixu/domain'
import type { Handled, Outbox } from '@shixu/pipeline'
import { counter, type Logger, type Registry, type ServiceMetrics, scrapedGauge, serviceMetrics } from '@shixu/runtime'

/** What the notifier tells of itself: each happening moves its metric and writes its line together. */
export interface Happenings {
  readonly lag: ServiceMetrics['lag']
  settled(batch: Handled): void
  delivered(delivery: Delivery): void
  failed(fault: unknown): void
}

interface Parts {
  readonly metrics: Registry
  readonly logger: Logger
  readonly now: () => number
  readonly outbox: Outbox
}

/** Who is due what stands on one side of the balance or another; whatever stands on none is a fault of ours. */
const exposeOutbox = (metrics: Registry, { deliveries }: Outbox): void => {
  const dues = { name: 'shixu_outbox_dues', help: 'Alert events due to recipients, by what became of them.', labels: ['state'] }
  scrapedGauge(metrics, dues, async () => {
    const { due: _, ...sides } = await deliveries.balance()
    return Object.entries(sides).map(([state, count]) => [{ state }, count] as const)
  })
  const unaccounted = { name: 'shixu_outbox_unaccounted_dues', help: 'Alert events due to recipients of which nobody knows what became; always 0.' }
  scrapedGauge(metrics, unaccounted, async () => {
    const { due, ...sides } = await deliveries.balance()
    return [[{}, due - Object.values(sides).reduce((sum, count) => sum + count, 0)] as const]
  })
}

export const createHappenings = ({ metrics, logger, now, outbox }: Parts): Happenings => {
  const { step, lag } = serviceMetrics(metrics, { service: 'notifier', now })
  const notices = counter(metrics, {
    name: 'shixu_notices_total',
    help: 'Tries of notices, by channel and what became of them.',
    labels: ['channel', 'result'],
  })
  exposeOutbox(metrics, outbox)
  return {
    lag,
    settled: (batch) => {
      step('settle', batch.seconds)
    },
    delivered: ({ channel, notice, bureau, outcome, code, text }) => {
      notices.inc({ channel, result: outcome })
      const line = { channel, notice, bureau, outcome, code, text }
      if (outcome === 'accepted') logger.info(line, 'notice accepted')
      else logger.warn(line, 'notice not accepted')
    },
    failed: (fault) => logger.error({ err: fault }, 'notices could not be sent'),
  }
}
