import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import { Kysely, PostgresDialect, SqliteAdapter, SqliteDialect } from 'kysely'
import pg from 'pg'
import { openSqliteFile, type SqliteOptions } from '../sqlite-file.ts'
import { CopyingClient } from './copy/copying-client.ts'

/**
 * The database that all stores share. A store names its own tables: `db.$extendTables<LedgerTables>()`.
 * In both dialects a moment is a number of milliseconds since 1970, a day is text, a truth is 0 or 1, a document is text of JSON.
 */
export type Database = Kysely<object>

/** Opens or makes a file, durable to a power cut. With `readOnly` it is opened beside its writer. `db.destroy()` closes it. */
export const openSqlite = (file: string, options: SqliteOptions = {}): Database => {
  const connection = openSqliteFile(file, options)
  return new Kysely<object>({ dialect: new TransactionalSqliteDialect({ database: asKyselyWants(connection) }) })
}

/** SQLite undoes changes of tables as it undoes changes of rows; Kysely does not count on it, and a migration that fails would leave its half. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }
}

/** A session that cannot write, whatever its user may, and that gives up what takes too long. */
const READ_ONLY = '-c default_transaction_read_only=on -c statement_timeout=10000'

/** Connects to PostgreSQL 14 or later. Connections are made as they are needed, ten at most. `db.destroy()` closes them. */
export const openPostgres = (url: string, { readOnly = false }: { readonly readOnly?: boolean } = {}): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'shixu',
    Client: CopyingClient,
    types: { getTypeParser },
    ...(readOnly && { options: READ_ONLY }),
  })
  // A connection that the server closes is taken out of the pool; whose statement it was, or who queries next, is told of what is wrong, so there is nothing to do here. The pool hears of idle ones alone.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<object>({ dialect: new PostgresDialect({ pool }) })
}

/** Counts and moments are far below 2^53, and sums of them are too. */
const NUMBERS: ReadonlySet<number> = new Set([pg.types.builtins.INT8, pg.types.builtins.NUMERIC])

const getTypeParser = (type: number, format: 'text' | 'binary' = 'text') =>
  NUMBERS.has(type) ? Number : format === 'text' ? pg.types.getTypeParser(type, 'text') : pg.types.getTypeParser(type, 'binary')

/** Statements kept ready; the house has a few dozen. */
const MOST_READY = 200

interface Ready {
  readonly statement: StatementSync
  readonly reader: boolean
}

/** Kysely spreads no parameters and asks whether a statement returns rows. A statement is parsed once, and again only where many others came between. */
const asKyselyWants = (connection: DatabaseSync) => {
  const kept = new Map<string, Ready>()
  const prepared = (sql: string): Ready => {
    const found = kept.get(sql)
    if (found) return found
    const statement = connection.prepare(sql)
    const ready = { statement, reader: statement.columns().length > 0 }
    if (kept.size >= MOST_READY) kept.delete(kept.keys().next().value ?? sql)
    kept.set(sql, ready)
    return ready
  }
  return {
    close: () => connection.close(),
    prepare: (sql: string) => {
      const { statement, reader } = prepared(sql)
      return {
        reader,
        all: (parameters: readonly unknown[]) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters: readonly unknown[]) => statement.run(...(parameters as SQLInputValue[])),
        // Rows are read one by one here, and another query may come between: it has a statement of its own.
        iterate: (parameters: readonly unknown[]) => connection.prepare(sql).iterate(...(parameters as SQLInputValue[])),
      }
    },
  }
}
