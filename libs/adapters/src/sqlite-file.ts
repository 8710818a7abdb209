import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { StoreFault } from './store-fault.ts'

export interface SqliteOptions {
  /** Beside the one writer any number of processes may read. */
  readonly readOnly?: boolean
  /** Whether a commit survives a power cut, which is so unless said otherwise. A killed process loses nothing either way; the sync at each commit is what it costs. */
  readonly durable?: boolean
  /** Bytes of a page of a new file: larger ones suit larger rows. */
  readonly pageSize?: number
}

/** What a writer keeps of its indexes in memory, at most. With SQLite's own 2 MB a city's year no longer fits, and every row costs twice as much. */
const CACHE_KIB = 32 * 1024

/** How long a statement waits for the other connection's lock, in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000

/** What SQLite calls a file that is none of its own, or damaged: SQLITE_CORRUPT, SQLITE_NOTADB. */
const DAMAGED: readonly unknown[] = [11, 26]

/**
 * Opens a file with a write-ahead log that is synced at each commit, or where it need not be durable now and then.
 * Throws `no-data` where a reader finds no file, `not-a-database` where it is something else, `cannot-open` where the machine does not let it.
 */
export const openSqliteFile = (file: string, options: SqliteOptions = {}): DatabaseSync => {
  if (options.readOnly && !existsSync(file)) throw new StoreFault('no-data', file)
  try {
    return openChecked(file, options)
  } catch (cause) {
    throw new StoreFault(cause instanceof Error && 'errcode' in cause && DAMAGED.includes(cause.errcode) ? 'not-a-database' : 'cannot-open', file, cause)
  }
}

const openChecked = (file: string, { readOnly = false, durable = true, pageSize = 4_096 }: SqliteOptions): DatabaseSync => {
  const database = new DatabaseSync(file, { readOnly, timeout: BUSY_TIMEOUT_MS })
  try {
    database.exec(
      readOnly
        ? 'pragma query_only = on'
        : `pragma page_size = ${pageSize}; pragma cache_size = -${CACHE_KIB}; pragma journal_mode = wal; pragma synchronous = ${durable ? 'full' : 'normal'}`,
    )
    database.prepare('select count(*) from sqlite_schema').get()
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}
