import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreFault } from './store-fault.ts'

export interface SqliteOptions {
  /** Beside the one writer any number of processes may read. */
  readonly readOnly?: boolean
  /** Bytes of a page of a new file: larger ones suit larger rows. */
  readonly pageSize?: number
}

/** How long a statement waits for the other connection's lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000

/**
 * Opens a file whose commits survive a power cut: write-ahead log, synced at each commit.
 * Throws `no-data` where a reader finds no file, and `not-a-database` where it is something else.
 */
export const openSqliteFile = (file: string, { readOnly = false, pageSize = 4_096 }: SqliteOptions = {}): DatabaseSync => {
  if (readOnly && !existsSync(file)) throw new StoreFault('no-data', file)
  const database = new DatabaseSync(file, { readOnly, timeout: BUSY_TIMEOUT_MS })
  try {
    database.exec(readOnly ? 'pragma query_only = on' : `pragma page_size = ${pageSize}; pragma journal_mode = wal; pragma synchronous = full`)
    database.prepare('select count(*) from sqlite_schema').get()
  } catch (cause) {
    database.close()
    throw new StoreFault('not-a-database', file, cause)
  }
  return database
}
