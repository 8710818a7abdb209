import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import { isPostgres } from './dialect.ts'

/** Who sees the views and nothing else: screens, and people who ask by SQL. */
export const READER_ROLE = 'shixu_reader'

const role = sql.ref(READER_ROLE)

const hasRole = async (db: Kysely<object>): Promise<boolean> => (await sql`select 1 from pg_roles where rolname = ${READER_ROLE}`.execute(db)).rows.length > 0

/** Lets the role see the views, where there is one. To be done again whenever views are made anew. A database of its own is taken for granted: tables of others in it are not looked after. */
export const showViews = async (db: Kysely<object>): Promise<void> => {
  if (!isPostgres(db) || !(await hasRole(db))) return
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.views where table_schema = current_schema()`.execute(db)
  await sql`revoke all on all tables in schema ${sql.ref(await schemaOf(db))} from ${role}`.execute(db)
  await sql`grant usage on schema ${sql.ref(await schemaOf(db))} to ${role}`.execute(db)
  for (const { name } of rows) await sql`grant select on ${sql.table(name)} to ${role}`.execute(db)
}

const schemaOf = async (db: Kysely<object>): Promise<string> =>
  (await sql<{ name: string }>`select current_schema() as name`.execute(db)).rows[0]?.name ?? 'public'

/** One at a time, since several instances may start at once. */
const LOCK = 7_474_001

/**
 * Makes the role, or gives it another password, and lets it see the views. It can write nothing, whatever it is granted later by mistake: its sessions only read.
 * Who calls needs the right to make roles (`createrole`); without it the database's own fault is thrown on.
 */
export const grantReader = (database: Database, password: string): Promise<void> =>
  database.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx)
    if (!(await hasRole(trx))) await sql`create role ${role}`.execute(trx)
    await sql`alter role ${role} login password ${sql.lit(password)} connection limit 50`.execute(trx)
    await sql`alter role ${role} set default_transaction_read_only = on`.execute(trx)
    await sql`alter role ${role} set statement_timeout = '30s'`.execute(trx)
    await showViews(trx)
  })
