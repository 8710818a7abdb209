import { type Delivery, deliveryRecorded, regionOf } from '@shixu/domain'
import type { EventLog, Outbox } from './ports.ts'

export interface PublishParts {
  readonly outbox: Pick<Outbox, 'deliveries'>
  readonly log: Pick<EventLog, 'append'>
  /** For counters and logs: each delivery is seen by one notifier, once. */
  readonly delivered?: (delivery: Delivery) => void
}

const AT_ONCE = 500

/** Tells the log of every delivery that it has not been told of. Appended first and marked after, so that none is lost; its id makes a repeat harmless. */
export async function publishDeliveries({ outbox, log, delivered }: PublishParts): Promise<readonly Delivery[]> {
  const told: Delivery[] = []
  for (let some = await outbox.deliveries.unpublished(AT_ONCE); some.length > 0; some = await outbox.deliveries.unpublished(AT_ONCE)) {
    // A recipient's id begins with his region.
    await log.append(some.map((delivery) => deliveryRecorded(regionOf(delivery.recipient), delivery)))
    const marked = await outbox.deliveries.published(some)
    for (const delivery of marked) delivered?.(delivery)
    told.push(...marked)
  }
  return told
}
