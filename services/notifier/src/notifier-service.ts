import { createNotifier, type Notifier, type NotifierParts, observed } from '@shixu/pipeline'
import type { Logger, Registry } from '@shixu/runtime'
import { counted, createHappenings } from './happenings.ts'

export interface NotifierServiceParts extends NotifierParts {
  readonly metrics: Registry
  readonly logger: Logger
}

/** Tells people what is due to them, and counts what came of it. */
export const createNotifierService = ({ metrics, logger, ...parts }: NotifierServiceParts): Notifier => {
  const now = parts.wall.now
  const happenings = createHappenings({ metrics, logger, now, outbox: parts.outbox })
  const notifier = createNotifier({ ...parts, channels: parts.channels.map((channel) => counted(channel, happenings.tried)) })
  return { ...notifier, processor: observed(notifier.processor, { now, handled: happenings.settled, recalled: () => undefined }) }
}
