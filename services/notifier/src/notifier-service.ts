import { createNotifier, createStandingAlerts, type Notifier, type NotifierParts, observed } from '@shixu/pipeline'
import type { Logger, Registry } from '@shixu/runtime'
import { createHappenings } from './happenings.ts'

export interface NotifierServiceParts extends Omit<NotifierParts, 'happened'> {
  readonly metrics: Registry
  readonly logger: Logger
}

/** Tells people what is due to them, keeps screens told of what stands, and counts what came of it. */
export const createNotifierService = ({ metrics, logger, ...parts }: NotifierServiceParts): Notifier => {
  const { outbox, channels, calendar, wall } = parts
  const happenings = createHappenings({ metrics, logger, now: wall.now, outbox, channels, calendar })
  const notifier = createNotifier({ ...parts, happened: happenings })
  const standing = createStandingAlerts({ ...parts, kept: happenings.kept })
  return {
    ...notifier,
    processor: observed(standing.watching(notifier.processor), { now: wall.now, lag: happenings.lag, handled: happenings.settled, recalled: () => undefined }),
    run: async (signal) => {
      await Promise.all([notifier.run(signal), standing.keep(signal)])
    },
  }
}
