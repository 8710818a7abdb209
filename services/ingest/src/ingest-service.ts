import { createIngest, type Feed, type Ingest, type Ingested, type IngestParts } from '@shixu/pipeline'
import type { Logger, Registry } from '@shixu/runtime'
import { createHappenings } from './happenings.ts'

export interface IngestServiceParts extends IngestParts {
  readonly metrics: Registry
  readonly logger: Logger
  /** Milliseconds of the wall. */
  readonly now: () => number
}

export interface IngestService extends Ingest {
  /** Pulls a feed and tells of it; what goes wrong is the next pull's to mend, and is not thrown on. */
  tryPull(feed: Feed, signal: AbortSignal): Promise<readonly Ingested[]>
}

/** Brings figures in, and counts what came of it. */
export const createIngestService = ({ metrics, logger, now, ...parts }: IngestServiceParts): IngestService => {
  const ingest = createIngest(parts)
  const happenings = createHappenings({ metrics, logger, now })
  return {
    ...ingest,
    ingestDocument: async (feed, document) => {
      const ingested = await ingest.ingestDocument(feed, document)
      happenings.ingested(ingested)
      return ingested
    },
    tryPull: async (feed, signal) => {
      const began = now()
      try {
        const documents = await ingest.pullFeed(feed, signal)
        happenings.pulled(feed.id, documents, (now() - began) / 1000)
        return documents
      } catch (fault) {
        if (!signal.aborted) happenings.failed(feed.id, fault)
        return []
      }
    },
  }
}
