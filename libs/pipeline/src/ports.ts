import type { Day, DeadLetter, Event, Observation, TargetKey, Topic } from '@shixu/domain'

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
export type Vintage = Pick<Observation, 'region' | 'indicator' | 'period' | 'measure' | 'coverage' | 'published' | 'value' | 'unit' | 'bound'>

/** What ingest remembers of figures between pulls. */
export interface Cursors {
  /** Every vintage kept of these indicators in these regions, in no order. */
  known(indicators: readonly { readonly region: string; readonly indicator: string }[]): Promise<readonly Vintage[]>
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

/** A dead letter and whether anyone still has to look at it. */
export interface KeptLetter {
  readonly id: string
  readonly region: string
  readonly letter: DeadLetter
  readonly closed: { readonly on: Day; readonly why: string } | null
}

/** Dead letters for people: what is open, and what was done about it. Recording one again changes nothing. */
export interface Deadletters {
  record(events: readonly Event[]): Promise<void>
  list(which: { readonly id?: string; readonly about?: string; readonly open?: boolean }): Promise<readonly KeptLetter[]>
  close(id: string, closed: { readonly on: Day; readonly why: string }): Promise<void>
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
