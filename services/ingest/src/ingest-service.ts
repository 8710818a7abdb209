import type { Clock, Feed } from '@shixu/pipeline'
import { createIngest, type Ingest, type Ingested, type IngestParts } from '@shixu/pipeline'
import type { Logger, Registry } from '@shixu/runtime'
import { exposeFeeds } from './feed-metrics.ts'
import type { FeedWatch } from './feed-watch.ts'
import { createHappenings } from './happenings.ts'

export interface IngestServiceParts extends IngestParts {
  readonly metrics: Registry
  readonly logger: Logger
  /** Milliseconds of the wall. */
  readonly now: () => number
  readonly calendar: Pick<Clock, 'today'>
  readonly watch: FeedWatch
}

export interface IngestService extends Ingest {
  /** Pulls a feed and tells of it; what goes wrong is the next pull's to mend, and is not thrown on. */
  tryPull(feed: Feed, signal: AbortSignal): Promise<readonly Ingested[]>
}

/** The same feed, with someone who remembers what it brought. */
const watched = (feed: Feed, watch: FeedWatch): Feed => ({
  ...feed,
  read: (document) => {
    const reading = feed.read(document)
    watch.saw(feed.id, reading.observations)
    return reading
  },
})

/** Brings figures in, and counts what came of it. */
export const createIngestService = ({ metrics, logger, now, calendar, watch, ...parts }: IngestServiceParts): IngestService => {
  const ingest = createIngest(parts)
  const happenings = createHappenings({ metrics, logger, now })
  exposeFeeds({ metrics, watch, calendar })
  return {
    ...ingest,
    ingestDocument: async (feed, document) => {
      const ingested = await ingest.ingestDocument(watched(feed, watch), document)
      happenings.ingested(ingested)
      return ingested
    },
    tryPull: async (feed, signal) => {
      const began = now()
      try {
        const documents = await ingest.pullFeed(watched(feed, watch), signal)
        happenings.pulled(feed.id, documents, (now() - began) / 1000)
        return documents
      } catch (fault) {
        if (!signal.aborted) happenings.failed(feed.id, fault)
        return []
      }
    },
  }
}
