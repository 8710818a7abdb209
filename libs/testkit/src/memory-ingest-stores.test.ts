import { ingestStoresContract } from './ingest-stores-contract.ts'
import { createMemoryIngestStores } from './memory-ingest-stores.ts'

ingestStoresContract('In memory', async () => createMemoryIngestStores())
