import { createHash } from 'node:crypto'
import type { FeedSpec } from '@shixu/domain'
import type { Clock, Document, Feed } from '@shixu/pipeline/ports'
import { FeedFault } from './fault.ts'
import type { FetchDocument } from './fetch/index.ts'
import type { DocumentReader } from './format.ts'
import type { Pulled, PullMemory } from './pull-memory.ts'

/** A feed of the registry: its lines there, and what a replay needs of it. */
export interface SourceFeed extends Feed {
  readonly spec: FeedSpec
  /** What is there now, known or not. */
  whole(signal: AbortSignal): Promise<Document>
  /** The bytes of a document with only the rows at these places, which keep their places. */
  excerpt(document: Document, places: ReadonlySet<string>): Uint8Array
}

export interface SourceParts {
  readonly spec: FeedSpec
  readonly region: string
  /** Fingerprint of all that the reader reads by. */
  readonly mark: string
  readonly reader: DocumentReader
  readonly fetch: FetchDocument
  readonly memory: PullMemory
  readonly clock: Pick<Clock, 'today'>
}

/** A document is remembered after its reader has come back for more, never before: what a crash cut off is pulled again. */
export const createSourceFeed = ({ spec, region, mark, reader, fetch, memory, clock }: SourceParts): SourceFeed => {
  const documentOf = (name: string, bytes: Uint8Array): Document => ({ feed: spec.id, name, bytes, sha256: sha256(bytes), receivedOn: clock.today() })
  return {
    id: spec.id,
    region,
    spec,
    read: reader.read,
    excerpt: reader.excerpt,
    whole: async (signal) => {
      const fetched = await fetch(spec.location, { validators: null, signal })
      if (fetched.kind === 'unchanged') throw new FeedFault('unexpected-status', spec.id, { detail: 'status 304 to an unconditional request' })
      return documentOf(fetched.name, fetched.bytes)
    },
    async *pull(signal) {
      const known = stillFits(await memory.recall(spec.id), mark)
      const fetched = await fetch(spec.location, { validators: known, signal })
      if (fetched.kind === 'unchanged') return
      const document = documentOf(fetched.name, fetched.bytes)
      if (known?.sha256 !== document.sha256) yield document
      await memory.remember(spec.id, { mark, sha256: document.sha256, ...fetched.validators })
    },
  }
}

const stillFits = (pulled: Pulled | null, mark: string): Pulled | null => (pulled?.mark === mark ? pulled : null)

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
