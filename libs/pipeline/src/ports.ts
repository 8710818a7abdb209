import type { AlertEvent, Contact, Day, Delivery, DeliveryOutcome, Event, KeptLetter, LetterQuery, Observation, Role, TargetKey, Topic } from '@shixu/domain'

/** Work of one process at a time. */
export type { Leases } from './leases.ts'

/** An event as it stands in the log, or what stands there instead and cannot be read. Offsets grow within a partition and topic. */
export interface Recorded {
  readonly topic: Topic
  readonly partition: number
  readonly offset: number
  /** When it was written, in milliseconds since 1970 of the wall. */
  readonly writtenAt?: number
  readonly event: Event | null
  /** Where `event` is null: why it cannot be read, and its bytes. */
  readonly unreadable?: { readonly key: string | null; readonly reason: string; readonly bytes: Uint8Array }
}

/** A durable, partitioned log. Order holds within a partition. Resolves once the events are safe. */
export interface EventLog {
  append(events: readonly Event[]): Promise<void>
  /**
   * Hands a group its share of the partitions until the signal, the batches of a partition one after the other; a batch under way is finished first. Position is kept per group.
   * Retrying and rebalancing are the log's; being harmless when repeated is yours. Where `handle` throws, the partition is released and taken anew; where it goes on throwing, this rejects with that as its cause.
   */
  process(group: string, processor: Processor, signal: AbortSignal): Promise<void>
}

export interface Processor {
  /** From the group's position onwards. */
  readonly reads: readonly Topic[]
  /** Before that, each time a partition is taken: `reads` up to the position, and the others to their end. */
  readonly recalls: readonly Topic[]
  take(partition: number): PartitionWork
}

export interface PartitionWork {
  /** Rebuild; no output. Topics come one after the other, in the order of `recalls`. */
  recall(events: readonly Recorded[]): void
  /** The recall is over: once after the last of it and before the first `handle`, also where there was nothing to recall. Until then the state is half of what it will be. */
  recalled?(): void
  /** Outputs are safe before the position moves. */
  handle(events: readonly Recorded[]): Promise<readonly Event[]> | readonly Event[]
  /** The partition is someone else's now: drop its state and its metrics. */
  release(): void
}

/** Two of them: `calendar` (virtual in a replay) and `wall` (never). */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** The day in Asia/Shanghai. */
  today(): Day
}

/** One document of a feed, as it was received. */
export interface Document {
  readonly feed: string
  /** File name or URL, for people. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly receivedOn: Day
}

/** A row that was refused, with its place in the document. */
export interface Refusal {
  readonly place: string
  readonly code: string
  readonly reason: string
  readonly bytes: Uint8Array
  readonly about: string | null
}

/** What a document says. `missing` are the places whose value is blank, a dash or 无: no figure, and no fault. */
export interface Reading {
  readonly observations: readonly Observation[]
  readonly refusals: readonly Refusal[]
  readonly missing: readonly string[]
}

/** Where figures come from. Yields documents that are new; an unchanged one is none. */
export interface Feed {
  readonly id: string
  readonly region: string
  /** Pulls what is there now. Faults are thrown as `FeedFault`; the next pull starts afresh. Whoever asks for more has dealt with the one before: only then is it remembered. */
  pull(signal: AbortSignal): AsyncIterable<Document>
  /** Reads one document. Pure: no I/O, the same bytes give the same figures. */
  read(document: Document): Reading
}

/** Keeps raw documents for ever, by feed and hash. */
export interface Archive {
  keep(document: Document): Promise<void>
  find(feed: string, sha256: string): Promise<Document | null>
}

/** A vintage as far as one must know it to tell whether another differs. */
export type Vintage = Pick<Observation, 'region' | 'indicator' | 'period' | 'measure' | 'coverage' | 'published' | 'value' | 'unit' | 'bound' | 'source'>

/** What ingest remembers of figures between pulls. */
export interface Cursors {
  /** Every vintage kept of these periods of these indicators, and of each indicator the newest level that is not zero; in no order. */
  known(figures: readonly Pick<Vintage, 'region' | 'indicator' | 'period'>[]): Promise<readonly Vintage[]>
  /** After they were appended. */
  remember(vintages: readonly Vintage[]): Promise<void>
}

/** What ingest has told the log of each region, so that a restart tells nothing twice. */
export interface Told {
  /** Fingerprint of each target that stands declared. */
  targets(region: string, year: number): Promise<ReadonlyMap<TargetKey, string>>
  /** The last day that began, or null before the first. */
  lastDay(region: string): Promise<Day | null>
  /** After it was appended. A fingerprint of null: the target is gone. */
  remember(region: string, told: { readonly targets?: ReadonlyMap<TargetKey, string | null>; readonly day?: Day }): Promise<void>
}

/** Dead letters for people: what is open, and what was done about it. */
export interface Deadletters {
  /** Recording one again changes nothing, except that a mended one that is refused anew on a later day, or for another reason, is open again. Other events are passed over. */
  record(events: readonly Event[]): Promise<void>
  /** Oldest first. */
  list(which: LetterQuery): Promise<readonly KeptLetter[]>
  close(id: string, closing: NonNullable<KeptLetter['closed']>): Promise<void>
}

/** One message for one recipient, ready to be said on a channel. */
export interface Message {
  /** Notice id: the same on every try. */
  readonly id: string
  readonly region: string
  /** Where on the channel he is reached is the channel's to read from `contact`. */
  readonly recipient: { readonly id: string; readonly bureau: string; readonly bureauName: string; readonly contact: Contact }
  /** Calendar day in Asia/Shanghai. */
  readonly day: Day
  readonly subject: string
  readonly text: string
  readonly html: string
  /** What the message belongs to, from the general to the particular: the bureau's year, then each alert. */
  readonly threads: readonly string[]
}

/** What the channel itself said. `deferred` says when to try again, in milliseconds from now. */
export interface Receipt {
  readonly outcome: 'accepted' | 'refused' | 'deferred' | 'unknown'
  readonly code: string
  readonly text: string
  readonly retryAfterMs?: number
}

/** A way to reach people. Never throws for what the far end answers: that is a receipt. What it throws all the same counts as `unknown`. */
export interface Channel {
  readonly name: string
  /** True where the far end drops a second message of the same id by itself: an unknown outcome is then simply tried again, byte by byte the same. */
  readonly deduplicates: boolean
  deliver(message: Message, signal: AbortSignal): Promise<Receipt>
}

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

/** What is told to other rooms for SQL and for people: rows upserted by id and sequence, so that reading the log again changes nothing. */
export interface Ledger {
  record(events: readonly Recorded[]): Promise<void>
}
