import type { Day, Event, Observation, Topic } from '@shixu/domain'

/** An event as it stands in the log, or what stands there instead and cannot be read. Offsets grow within a partition and topic. */
export interface Recorded {
  readonly topic: Topic
  readonly partition: number
  readonly offset: number
  readonly event: Event | null
  /** Where `event` is null: why it cannot be read, and its bytes. */
  readonly unreadable?: { readonly key: string | null; readonly reason: string; readonly bytes: Uint8Array }
}

/** A durable, partitioned log. Order holds within a partition. Resolves once the events are safe. */
export interface EventLog {
  append(events: readonly Event[]): Promise<void>
  /** Hands a group its share of the partitions until the signal. Position is kept per group. Retrying and rebalancing are the log's; being harmless when repeated is yours. */
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

/** Where figures come from. Yields documents that are new; an unchanged one is none. */
export interface Feed {
  readonly id: string
  /** Pulls what is there now. Faults are thrown as `FeedFault`; the next pull starts afresh. */
  pull(signal: AbortSignal): AsyncIterable<Document>
  /** Reads one document. Pure: no I/O, the same bytes give the same figures. */
  read(document: Document): { readonly observations: readonly Observation[]; readonly refusals: readonly Refusal[] }
}

/** Keeps raw documents for ever, by hash. */
export interface Archive {
  keep(document: Document): Promise<void>
}

/** What ingest remembers between pulls. */
export interface Cursors {
  /** Of these, the figures that differ from the newest value kept: a table that repeats all months appends only what changed. */
  changed(observations: readonly Observation[]): Promise<readonly Observation[]>
  /** After they were appended. */
  remember(observations: readonly Observation[]): Promise<void>
}

/** One message for one recipient, ready to be said on a channel. */
export interface Message {
  /** Notice id: the same on every try. */
  readonly id: string
  readonly region: string
  readonly recipient: { readonly bureau: string; readonly name: string; readonly address: string }
  /** Calendar day in Asia/Shanghai. */
  readonly day: Day
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** What the channel itself said. `deferred` says when to try again, in milliseconds from now. */
export interface Receipt {
  readonly outcome: 'accepted' | 'refused' | 'deferred' | 'unknown'
  readonly code: string
  readonly text: string
  readonly retryAfterMs?: number
}

/** A way to reach people. Never throws for what the far end answers: that is a receipt. */
export interface Channel {
  readonly name: string
  deliver(message: Message, signal: AbortSignal): Promise<Receipt>
}

/** What is told to other rooms for SQL and for people: rows upserted by id and sequence, so that reading the log again changes nothing. */
export interface Ledger {
  record(events: readonly Recorded[]): Promise<void>
}
