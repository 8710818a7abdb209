import type { Day, Event, KeptLetter, LetterQuery, Observation, TargetKey, Topic } from '@shixu/domain'

/** How people are reached. */
export type { Channel, Message, Receipt, StandingAlert } from './channel-port.ts'
/** Work of one process at a time. */
export type { Leases } from './leases.ts'
/** Rates that processes share. */
export type { Limiter } from './limiter-port.ts'
/** What is due to whom, and what became of it. */
export type {
  Balance,
  Due,
  Gathering,
  Heard,
  Lane,
  Leased,
  Notice,
  NoticeCount,
  NoticeState,
  Outbox,
  Overview,
  Postponing,
  Resent,
  ResentAs,
  Standing,
  Tried,
} from './outbox-port.ts'

/** How far messages in several parts have come. */
export type { Part, PartsOf, Progress } from './progress-port.ts'

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

/** What is told to other rooms for SQL and for people: rows upserted by id and sequence, so that reading the log again changes nothing. */
export interface Ledger {
  record(events: readonly Recorded[]): Promise<void>
}

/** The log, for whoever has to read all of it once more. */
export interface WholeLog {
  /** Hands over, batch by batch, all that it holds of facts, judgements, alerts and deliveries: from where the last call has left it, the first time from the beginning, to where it ends when it is called, or further. */
  catchUp(take: (records: readonly Recorded[]) => Promise<void>): Promise<void>
}
