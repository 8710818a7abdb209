import { type QueryExecutorProvider, sql } from 'kysely'
import { type CellTypes, copyBytes } from './copy-bytes.ts'
import { Copied } from './copying-client.ts'

/** PostgreSQL alone: adds rows of one table, twice as cheaply as any insert. Rejects where one of them is there already (`isThere`), and the transaction is of no use then. */
export const copyRows = async (
  db: QueryExecutorProvider,
  table: string,
  { types, rows }: { readonly types: CellTypes; readonly rows: readonly object[] },
): Promise<void> => {
  if (rows.length === 0) return
  const columns = sql.join(Object.keys(types).map((column) => sql.ref(column)))
  const statement = sql`copy ${sql.table(table)} (${columns}) from stdin (format binary)`.compile(db)
  const parameters = [new Copied(copyBytes(types, rows as readonly Readonly<Record<string, unknown>>[]))]
  await db.getExecutor().provideConnection((connection) => connection.executeQuery({ ...statement, parameters }))
}

/** unique_violation (postgresql.org/docs/current/errcodes-appendix.html). */
export const isThere = (thrown: unknown): boolean => thrown instanceof Error && (thrown as NodeJS.ErrnoException).code === '23505'
