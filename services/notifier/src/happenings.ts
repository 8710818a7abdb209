import type { Delivery } from '@shixu/domain'
import type { DeliverHappenings, Handled, Receipt } from '@shixu/pipeline'
import { counter, durations, type Logger, type Registry, type ServiceMetrics, serviceMetrics } from '@shixu/runtime'
import { exposeOutbox, type OutboxMetricsParts } from './outbox-metrics.ts'

/** What the notifier tells of itself: each happening moves its metric and writes its line together. */
export interface Happenings extends Required<DeliverHappenings> {
  readonly lag: ServiceMetrics['lag']
  settled(batch: Handled): void
  delivered(delivery: Delivery): void
  failed(fault: unknown): void
  /** A far end was told again what stands. */
  kept(channel: string, receipt: Receipt): void
}

interface Parts extends OutboxMetricsParts {
  readonly logger: Logger
}

const HOUR = 3_600
/** From a second to five days, after which a channel is given up. */
const WAITS = [1, 5, 15, 60, 300, 900, HOUR, 6 * HOUR, 24 * HOUR, 120 * HOUR]

const deliveryMetrics = (metrics: Registry) => ({
  notices: counter(metrics, { name: 'shixu_notices_total', help: 'Tries of notices, by channel and what became of them.', labels: ['channel', 'result'] }),
  waits: counter(metrics, { name: 'shixu_limiter_waits_total', help: 'Times that a notice had to wait for the rate that is allowed.', labels: ['channel'] }),
  kept: counter(metrics, {
    name: 'shixu_standing_rounds_total',
    help: 'Times that a channel was told again which alerts stand, by what became of it.',
    labels: ['channel', 'result'],
  }),
  told: durations(
    metrics,
    { name: 'shixu_notice_accept_duration_seconds', help: 'Time from an alert being due to somebody to its notice being accepted.', labels: ['channel'] },
    WAITS,
  ),
})

export const createHappenings = ({ logger, ...parts }: Parts): Happenings => {
  const { metrics, now } = parts
  const { step, lag } = serviceMetrics(metrics, { service: 'notifier', now })
  const { notices, waits, kept, told } = deliveryMetrics(metrics)
  // A counter that is there from the beginning shows its first step.
  for (const { name } of parts.channels) waits.inc({ channel: name }, 0)
  exposeOutbox(parts)
  return {
    lag,
    settled: (batch) => {
      step('settle', batch.seconds)
    },
    delivered: ({ channel, notice, bureau, outcome, code, text }) => {
      notices.inc({ channel, result: outcome })
      const line = { channel, notice, bureau, outcome, code, text }
      if (outcome === 'accepted') logger.info(line, 'notice accepted')
      else if (outcome === 'superseded') logger.info(line, 'notice not needed')
      else logger.warn(line, 'notice not accepted')
    },
    accepted: (channel, ms) => told.observe({ channel }, ms / 1_000),
    waited: (channel) => waits.inc({ channel }),
    turned: ({ channel, failed, since, code, text }, is) => {
      const line = { channel, recipients: failed.length, since: since === null ? null : new Date(since).toISOString(), code, text }
      if (is === 'tripped') logger.error(line, 'channel fails for everyone: only probed now and then')
      else logger.info(line, 'channel works again')
    },
    kept: (channel, { outcome, code, text }) => {
      kept.inc({ channel, result: outcome })
      if (outcome !== 'accepted') logger.warn({ channel, code, text }, 'a channel was not told again which alerts stand')
    },
    failed: (fault) => logger.error({ err: fault }, 'notices could not be sent'),
  }
}
