import { type Day, deadLettered, type KeptLetter, type Observation, observationPublished, type Registry } from '@shixu/domain'
import { whatChanged } from './ingest-changes.ts'
import { beginDays } from './ingest-days.ts'
import { refuseJumps } from './ingest-jumps.ts'
import { closeMended, lettersOf } from './ingest-letters.ts'
import { declareFirst, declareRegistry, type RegistryDifference, registryDifference } from './ingest-registry.ts'
import { type Taken, takeReport } from './ingest-report.ts'
import { type Retried, retryLetter } from './ingest-retry.ts'
import type { Archive, Cursors, Deadletters, Document, EventLog, Feed, Told } from './ports.ts'

/** What the step needs of the world. */
export interface IngestParts {
  readonly log: Pick<EventLog, 'append'>
  readonly archive: Archive
  readonly cursors: Cursors
  readonly told: Told
  /** Where it is given, letters are closed whose rows can be read now that the same document is read anew. */
  readonly deadletters?: Pick<Deadletters, 'list' | 'close'>
}

/** What became of one document, in numbers. `refused` counts by code; `missing` are the places that hold no figure. */
export interface Ingested {
  readonly document: Pick<Document, 'feed' | 'name' | 'sha256' | 'receivedOn'>
  readonly appended: number
  readonly unchanged: number
  readonly missing: readonly string[]
  readonly refused: Readonly<Record<string, number>>
}

export interface Ingest {
  /** Everything that is new at a feed, one document after the other. Faults of the way there are thrown; what was ingested before them stays. */
  pullFeed(feed: Feed, signal: AbortSignal): Promise<readonly Ingested[]>
  ingestDocument(feed: Feed, document: Document): Promise<Ingested>
  /** What a bureau handed in itself. A jump is sent back unless `accept` says that somebody has looked. */
  report(observation: Observation, asked?: { readonly accept?: boolean }): Promise<Taken>
  /** Tells the log which targets there are now: what is new or changed, and a tombstone for what is gone. */
  declareRegistry(registry: Registry): Promise<{ readonly declared: number; readonly withdrawn: number }>
  /** The same where nothing stands declared of the region and year; else only answers what differs. */
  declareFirst(registry: Registry): Promise<RegistryDifference>
  /** What `declareRegistry` would do. */
  difference(registry: Registry): Promise<RegistryDifference>
  /** Begins each day after the last up to this one, in order, in each of the regions: each partition gets every day. */
  beginDays(regions: readonly string[], upTo: Day): Promise<readonly Day[]>
  /** Reads again what was refused, now that the map or the registry is right. `accept` lets a jump pass. */
  retryLetter(feed: Feed, asked: { readonly kept: KeptLetter; readonly accept?: boolean }): Promise<Retried>
}

/** The step from documents to facts. Effect first, record after: a crash between any two steps repeats events under the same keys, and loses none. */
export const createIngest = (parts: IngestParts): Ingest => {
  const ingestDocument = (feed: Feed, document: Document): Promise<Ingested> => ingest(parts, { feed, document })
  return {
    ingestDocument,
    pullFeed: async (feed, signal) => {
      const done: Ingested[] = []
      for await (const document of feed.pull(signal)) done.push(await ingestDocument(feed, document))
      return done
    },
    report: (observation, asked) => takeReport(parts, { observation, ...asked }),
    declareRegistry: (registry) => declareRegistry(parts, registry),
    declareFirst: (registry) => declareFirst(parts, registry),
    difference: (registry) => registryDifference(parts, registry),
    beginDays: (regions, upTo) => beginDays(parts, { regions, upTo }),
    retryLetter: (feed, asked) => retryLetter(parts, { feed, ...asked }),
  }
}

const ingest = async ({ log, archive, cursors, deadletters }: IngestParts, { feed, document }: { feed: Feed; document: Document }): Promise<Ingested> => {
  await archive.keep(document)
  const reading = feed.read(document)
  const known = await cursors.known(reading.observations)
  const { kept, refusals } = refuseJumps(reading.observations, known)
  const refused = [...reading.refusals, ...refusals]
  const changed = whatChanged({ observations: kept, known, today: document.receivedOn })
  const letters = lettersOf(document, refused)
  await log.append([...letters.map((letter) => deadLettered(feed.region, letter)), ...changed.map(observationPublished)])
  await cursors.remember(changed)
  await closeMended(deadletters, { document, letters })
  const { feed: id, name, sha256, receivedOn } = document
  return {
    document: { feed: id, name, sha256, receivedOn },
    appended: changed.length,
    unchanged: kept.length - changed.length,
    missing: reading.missing,
    refused: counted(refused.map(({ code }) => code)),
  }
}

const counted = (codes: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(codes, (code) => code)].map(([code, each]) => [code, each.length]))
