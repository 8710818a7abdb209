import { setTimeout as wait } from 'node:timers/promises'
import type { Delivery, DeliveryOutcome, Directory, Workdays, Yellow } from '@shixu/domain'
import { NOTIFY_CODES } from './notify-codes.ts'
import { composeNotices } from './notify-compose.ts'
import type { DeliverHappenings } from './notify-deliver.ts'
import { deliverAll, deliverLane, lanesOf } from './notify-lanes.ts'
import { publishDeliveries } from './notify-publish.ts'
import { settling } from './notify-settle.ts'
import type { Channel, Clock, EventLog, Outbox, Processor } from './ports.ts'

/** What the step needs of the world. */
export interface NotifierParts {
  readonly outbox: Outbox
  readonly log: Pick<EventLog, 'append'>
  readonly channels: readonly Channel[]
  /** The files of a region. A `Registry` is one. */
  readonly directory: (region: string) => Directory | undefined
  readonly calendar: Clock
  readonly wall: Clock
  /** 0 ≤ x < 1, for the jitter of back-off. */
  readonly random: () => number
  /** Names this process among those that share the outbox. */
  readonly holder: string
  /** A replay tells of the past, and its messages say so. */
  readonly replay: boolean
  /** Targets of a region that stand yellow now; without it digests do not speak of them. */
  readonly yellowOf?: (region: string) => Promise<readonly Yellow[]>
  /** By which quiet hours are counted; without them every day is one. */
  readonly workdays?: Workdays
  /** How long `run` waits for more of the same day, in milliseconds, before it makes a digest. */
  readonly graceMs?: number
  /** How long a try may take, in milliseconds, whatever the channel does; a minute unless said otherwise. */
  readonly tryMs?: number
  /** How long `run` rests between two rounds, and after one that failed. */
  readonly pauses?: { readonly msAfterRound: number; readonly msAfterFault: number }
  /** For counters and logs. */
  readonly happened?: DeliverHappenings & { delivered(delivery: Delivery): void; failed(fault: unknown): void }
}

/** How many notices were made, and deliveries by what became of them. */
export type Sent = Readonly<Record<'composed' | DeliveryOutcome, number>>

export interface Notifier {
  /** Reads alerts: writes what is due to whom into the outbox. */
  readonly processor: Processor
  /** Tells all that can be told now, by the calendar's day, and returns when the rest waits for a later day or try: a replayed day may then end. */
  sendDue(signal: AbortSignal): Promise<Sent>
  /** Goes on sending until the signal. A fault is reported and tried again. */
  run(signal: AbortSignal): Promise<void>
}

export const NOTIFIER_GROUP = 'shixu.notifier'

const REPLACED = { code: 'replaced', text: NOTIFY_CODES.replaced } as const
const GRACE_MS = 2_000
const PAUSES = { msAfterRound: 500, msAfterFault: 5_000 } as const

/** The step from alerts to messages. Settle, compose, deliver, record, publish: each may be repeated after a crash, and none is lost. */
export function createNotifier(parts: NotifierParts): Notifier {
  return {
    processor: settling(parts),
    sendDue: (signal) => sendDue(parts, signal),
    run: (signal) => keepSending(parts, signal),
  }
}

async function sendDue(parts: NotifierParts, signal: AbortSignal): Promise<Sent> {
  const composed = await compose(parts, 0)
  const before = await publish(parts)
  await deliverAll(parts, signal)
  return tally(composed, [...before, ...(await publish(parts))])
}

async function compose({ outbox, calendar, wall, yellowOf, ...parts }: NotifierParts, graceMs: number): Promise<number> {
  const day = calendar.today()
  const yellow = new Map<string, readonly Yellow[]>()
  if (yellowOf) for (const region of await outbox.dues.regions(day)) yellow.set(region, await yellowOf(region))
  return outbox.dues.gather({ day, now: wall.now(), graceMs, replaced: REPLACED }, (dues) => composeNotices({ ...parts, yellow }, dues))
}

const publish = ({ outbox, log, happened }: NotifierParts): Promise<readonly Delivery[]> =>
  publishDeliveries({ outbox, log, ...(happened && { delivered: (delivery) => happened.delivered(delivery) }) })

function tally(composed: number, deliveries: readonly Delivery[]): Sent {
  const sent = { composed, accepted: 0, refused: 0, deferred: 0, unknown: 0, dead: 0, superseded: 0 }
  for (const { outcome } of deliveries) sent[outcome] += 1
  return sent
}

/** Composing and publishing wait for no channel, and no channel for another. */
async function keepSending(parts: NotifierParts, signal: AbortSignal): Promise<void> {
  const again = (work: () => Promise<unknown>) => keepDoing(parts, work, signal)
  const writing = async () => {
    await compose(parts, parts.graceMs ?? GRACE_MS)
    await publish(parts)
  }
  await Promise.all([again(writing), ...lanesOf(parts).map((lane) => again(() => deliverLane(parts, lane, signal)))])
}

async function keepDoing(parts: NotifierParts, work: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { msAfterRound, msAfterFault } = parts.pauses ?? PAUSES
  while (!signal.aborted) {
    const pause = await work().then(
      () => msAfterRound,
      (fault: unknown) => {
        if (!signal.aborted) parts.happened?.failed(fault)
        return msAfterFault
      },
    )
    await wait(pause, undefined, { signal }).catch(() => 'stopped')
  }
}
