import { type Channel, type Handled, lagOf, type Outbox, type Receipt } from '@shixu/pipeline'
import { counter, type Logger, type Registry, scrapedGauge, serviceMetrics } from '@shixu/runtime'

/** What the notifier tells of itself: each happening moves its metric and writes its line together. */
export interface Happenings {
  settled(batch: Handled): void
  tried(channel: string, receipt: Receipt, notice: string): void
}

interface Parts {
  readonly metrics: Registry
  readonly logger: Logger
  readonly now: () => number
  readonly outbox: Outbox
}

export const createHappenings = ({ metrics, logger, now, outbox }: Parts): Happenings => {
  const { step, lag } = serviceMetrics(metrics, 'notifier')
  const notices = counter(metrics, {
    name: 'shixu_notices_total',
    help: 'Tries of notices, by channel and what the channel said.',
    labels: ['channel', 'result'],
  })
  scrapedGauge(metrics, { name: 'shixu_outbox_due', help: 'Due rows by what became of them; due is the sum of the others.', labels: ['state'] }, async () => {
    const balance = await outbox.deliveries.balance()
    return Object.entries(balance).map(([state, count]) => [{ state }, count] as const)
  })
  return {
    settled: (batch) => {
      step('settle', batch.seconds)
      lag(lagOf(batch, now()))
    },
    tried: (channel, { outcome, code, text }, notice) => {
      notices.inc({ channel, result: outcome })
      const line = { channel, notice, outcome, code, text }
      if (outcome === 'accepted') logger.info(line, 'notice accepted')
      else logger.warn(line, 'notice not accepted')
    },
  }
}

/** The same channel, with someone who counts what it says. */
export const counted = (channel: Channel, tried: Happenings['tried']): Channel => ({
  name: channel.name,
  deduplicates: channel.deduplicates,
  deliver: async (message, signal) => {
    const receipt = await channel.deliver(message, signal)
    tried(channel.name, receipt, message.id)
    return receipt
  },
})
