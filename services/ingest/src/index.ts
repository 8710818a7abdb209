export { createFeedWatch, type FeedWatch } from './feed-watch.ts'
export { createIngestService, type IngestService } from './ingest-service.ts'
export { ingest } from './service.ts'
