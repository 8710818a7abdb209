import type { DeadLetter } from '@shixu/domain'
import type { Vintage } from '@shixu/pipeline/ports'

export type DeadletterRow = Pick<DeadLetter, keyof DeadLetter> & {
  readonly id: string
  readonly region: string
  readonly closed_on: string | null
  readonly closed_as: string | null
  readonly closed_why: string | null
}

/** The tables of ingest, as its migrations make them. */
export type IngestTables = {
  archive_document: { feed: string; sha256: string; name: string; received_on: string; size: number; packed: Uint8Array }
  ingest_vintage: Vintage
  ingest_pull: { feed: string; mark: string; sha256: string; etag: string | null; last_modified: string | null }
  ingest_target: { target: string; region: string; year: number; mark: string }
  ingest_day: { region: string; day: string }
  deadletter: DeadletterRow
}
