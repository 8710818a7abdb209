export { createIngest, type Ingest, type Ingested, type IngestParts } from './ingest.ts'
export type { Retried } from './ingest-retry.ts'
export * from './notify.ts'
export type * from './ports.ts'
