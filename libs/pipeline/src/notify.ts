import type { Bureau, Day, Route } from '@shixu/domain'
import type { Channel, Clock, EventLog, Outbox, Processor } from './ports.ts'

/** What the notifier knows of a region: its files of bureaus and routes. A `Registry` is one. */
export interface Directory {
  readonly nameZh: string
  readonly invented: boolean
  readonly bureaus: readonly Bureau[]
  readonly routes: readonly Route[]
  readonly supervision: string
}

export interface NotifierParts {
  readonly outbox: Outbox
  readonly log: EventLog
  readonly channels: readonly Channel[]
  readonly directory: (region: string) => Directory | undefined
  readonly calendar: Clock
  readonly wall: Clock
  /** 0 ≤ x < 1, for the jitter of back-off. */
  readonly random: () => number
  /** Names this process among those that share the outbox. */
  readonly holder: string
  /** A replay tells of the past, and its messages say so. */
  readonly replay: boolean
  /** The day on which one hears of what happened on `day`. */
  readonly tellOn?: (day: Day) => Day
}

/** How many notices were made, and what became of those that were tried. */
export type Sent = Readonly<Record<'composed' | 'accepted' | 'refused' | 'deferred' | 'unknown' | 'dead', number>>

export interface Notifier {
  /** Reads alerts, group `shixu.notifier`: writes what is due to whom into the outbox. */
  readonly processor: Processor
  /** Composes, delivers, records and publishes all that can be told now. Returns when the rest waits for a later day or try. */
  sendDue(signal: AbortSignal): Promise<Sent>
  /** Goes on sending until the signal. */
  run(signal: AbortSignal): Promise<void>
}

const NOTHING: Sent = { composed: 0, accepted: 0, refused: 0, deferred: 0, unknown: 0, dead: 0 }

/** Settle, compose, deliver, record, publish. */
export function createNotifier(_parts: NotifierParts): Notifier {
  const processor: Processor = {
    reads: ['alerts'],
    recalls: ['alerts'],
    take: () => ({ recall: () => undefined, handle: () => [], release: () => undefined }),
  }
  return { processor, sendDue: () => Promise.resolve(NOTHING), run: () => Promise.resolve() }
}
