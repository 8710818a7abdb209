import { type Migration, Migrator } from 'kysely/migration'
import { StoreFault } from '../store-fault.ts'
import type { Database } from './database.ts'
import { MIGRATIONS } from './migrations.ts'

/**
 * Brings the tables to the present version, forward only, under a lock: several processes may start at once.
 * Refuses data that a newer version has written (`schema-newer`), and says which step failed (`migration-failed`).
 */
export const migrate = async (db: Database, migrations: Readonly<Record<string, Migration>> = MIGRATIONS): Promise<void> => {
  // Stores bring steps of their own numbers, so a later step of one may sort before an earlier one of another.
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) }, allowUnorderedMigrations: true })
  await refuseNewer(db, migrations)
  const { error, results } = await migrator.migrateToLatest()
  if (error === undefined) return
  const failed = results?.find((step) => step.status === 'Error')?.migrationName ?? 'preparation'
  throw new StoreFault('migration-failed', `Step ${failed}`, error)
}

const refuseNewer = async (db: Database, known: Readonly<Record<string, Migration>>): Promise<void> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return
  const done = await db.$extendTables<{ kysely_migration: { name: string } }>().selectFrom('kysely_migration').select('name').execute()
  const unknown = done.map((step) => step.name).filter((name) => !(name in known))
  if (unknown.length > 0) throw new StoreFault('schema-newer', `Tables of ${unknown.join(', ')}`)
}
