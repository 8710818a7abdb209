export { createIngestService, type IngestService, type IngestServiceParts } from './ingest-service.ts'
