import type { AlertEvent, Day, Delivery, DeliveryOutcome, Role } from '@shixu/domain'

/** One alert event that one recipient is to hear of. */
export interface Due {
  /** Id of the alert event. */
  readonly event: string
  /** The post: `420100/commerce/liaison`. */
  readonly recipient: string
  readonly region: string
  readonly bureau: string
  /** Target and kind: `420100/2024/foreign-trade#pace`. */
  readonly alert: string
  /** The day on which he is to hear of it; all of one day is one digest. */
  readonly day: Day
  readonly role: Role
  readonly route: string
  readonly channels: readonly string[]
  readonly told: AlertEvent
}

/** One message to one recipient and the due rows that it covers. `unsent` says why it is not to be sent at all. */
export interface Notice {
  readonly id: string
  readonly region: string
  readonly recipient: string
  readonly bureau: string
  readonly day: Day
  readonly channels: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly markdown: string
  readonly threads: readonly string[]
  readonly covers: readonly string[]
  readonly unsent: { readonly state: 'superseded' | 'dead'; readonly code: string; readonly text: string } | null
}

/** `queued`, `sending` and `deferred` wait; a notice that is `unknown` may still have one try to come. */
export type NoticeState = 'queued' | 'sending' | DeliveryOutcome

/** A notice that is this notifier's to try until `until`. */
export interface Leased {
  readonly notice: Notice
  readonly standing: Standing
  /** The alert events that it covers, by alert, oldest first. */
  readonly told: readonly AlertEvent[]
}

/** How far a notice has come. */
export interface Standing {
  /** Which of `notice.channels` is to be tried, how often it has been, and since when; null before the first try. */
  readonly channel: number
  readonly tries: number
  readonly since: number | null
  /** Tries whose outcome is not known, a crash in the midst of one included. */
  readonly unknowns: number
}

/** What became of one try, and what is to become of the notice. */
export interface Tried {
  readonly delivery: Omit<Delivery, 'attempt'>
  readonly next: Standing & { readonly state: NoticeState; readonly at: number | null }
  readonly holder: string
  readonly triedAt: number
}

/** Due rows by what became of them. Always: due = accepted + refused + dead + unknown + superseded + waiting. */
export type Balance = Readonly<Record<'due' | 'accepted' | 'refused' | 'dead' | 'unknown' | 'superseded' | 'waiting', number>>

/** What is due to whom, what it was told by, and what became of it. Several notifiers may share one. Times are milliseconds of the wall; days are the calendar's. */
export interface Outbox {
  readonly dues: {
    /** Idempotent by alert event and recipient. Says how many were new. */
    add(dues: readonly Due[], now: number): Promise<number>
    /**
     * Turns due rows that no notice covers, up to `day`, into notices: `compose` gets all of one recipient and day, and each row must be in one notice.
     * A group is left for later while rows younger than `graceMs` still come in. Says how many notices were made.
     */
    gather(ready: { readonly day: Day; readonly now: number; readonly graceMs: number }, compose: (dues: readonly Due[]) => readonly Notice[]): Promise<number>
  }
  readonly notices: {
    /** Takes notices that are ready to be tried; one recipient's go in order. A lease that has run out is anyone's. */
    lease(ask: { readonly holder: string; readonly now: number; readonly forMs: number; readonly limit: number }): Promise<readonly Leased[]>
    /** Writes the delivery and what becomes of the notice together. A holder whose lease was taken over only adds his delivery. */
    record(tried: Tried): Promise<void>
  }
  readonly deliveries: {
    unpublished(limit: number): Promise<readonly Delivery[]>
    published(deliveries: readonly Delivery[]): Promise<void>
    balance(): Promise<Balance>
  }
}
