import { type Migration, Migrator } from 'kysely/migration'
import { StoreFault } from '../store-fault.ts'
import type { Database } from './database.ts'
import { MIGRATIONS } from './migrations.ts'

type Migrations = Readonly<Record<string, Migration>>

/**
 * Brings the tables to the present version, forward only, under a lock: several processes may start at once.
 * Refuses data that a newer version has written (`schema-newer`), and says which step failed (`migration-failed`).
 */
export const migrate = async (db: Database, migrations: Migrations = MIGRATIONS): Promise<void> => {
  // Stores bring steps of their own numbers, so a later step of one may sort before an earlier one of another.
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) }, allowUnorderedMigrations: true })
  await refuseNewer(db, migrations)
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find((step) => step.status === 'Error')?.migrationName ?? 'preparation'
  throw new StoreFault('migration-failed', `Step ${failed}`, error)
}

/** For those who only read: throws `schema-older` where the tables are not of the present version yet, or are just being made, and `schema-newer`. */
export const assertMigrated = async (db: Database, migrations: Migrations = MIGRATIONS): Promise<void> => {
  await refuseNewer(db, migrations)
  const done = await stepsDone(db)
  const missing = Object.keys(migrations).filter((name) => !done.includes(name))
  if (missing.length > 0) throw new StoreFault('schema-older', `Tables of ${missing.join(', ')}`)
}

const refuseNewer = async (db: Database, known: Migrations): Promise<void> => {
  const unknown = (await stepsDone(db)).filter((name) => !(name in known))
  if (unknown.length > 0) throw new StoreFault('schema-newer', `Tables of ${unknown.join(', ')}`)
}

const stepsDone = async (db: Database): Promise<readonly string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const done = await db.$extendTables<{ kysely_migration: { name: string } }>().selectFrom('kysely_migration').select('name').execute()
  return done.map(({ name }) => name)
}
