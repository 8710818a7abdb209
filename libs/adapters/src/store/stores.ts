import type { WholeLog } from '@shixu/pipeline/ports'
import { StoreFault } from '../store-fault.ts'
import { type Database, openPostgres, openSqlite } from './database.ts'
import { createDirectory } from './directory.ts'
import { createArchive } from './ingest/archive.ts'
import { createCursors } from './ingest/cursors.ts'
import { createDeadletters } from './ingest/deadletters.ts'
import { createPullMemory } from './ingest/pull-memory.ts'
import { createTold } from './ingest/told.ts'
import { createLeases } from './lease/leases.ts'
import { createLedger } from './ledger/ledger.ts'
import { rebuildFromLog } from './ledger/rebuild/rebuild-from-log.ts'
import { createLimiter } from './limiter/limiter.ts'
import { assertMigrated, migrate } from './migrate.ts'
import { createOutbox } from './outbox/create-outbox.ts'
import { createHistory } from './outbox/history.ts'
import { createProgress } from './progress/create-progress.ts'
import { createReader } from './read/reader.ts'
import { grantReader } from './reader-role.ts'
import { createTokens } from './tokens/tokens.ts'

/** Every store, on one database. */
export const storesOn = (database: Database) => ({
  archive: createArchive(database),
  cursors: createCursors(database),
  deadletters: createDeadletters(database),
  directory: createDirectory(database),
  leases: createLeases(database),
  history: createHistory(database),
  ledger: createLedger(database),
  limiter: createLimiter(database),
  memory: createPullMemory(database),
  outbox: createOutbox(database),
  progress: createProgress(database),
  told: createTold(database),
  tokens: createTokens(database),
  /** The ledger, anew from the log; until it is done the old is read. `told` hears how many records were read. */
  rebuild: (log: WholeLog, told: (records: number) => void) => rebuildFromLog(database, log, told),
  /** PostgreSQL alone: makes the role that sees the views and nothing else. */
  grantReader: (password: string) => grantReader(database, password),
  close: () => database.destroy(),
})

export type Stores = ReturnType<typeof storesOn>

/** All stores on PostgreSQL, their tables brought to the present version. `close` gives the connections back. Several processes may open them at once. Throws a StoreFault. */
export const openStores = async (url: string): Promise<Stores> => {
  const database = openPostgres(url)
  try {
    await migrate(database)
    return storesOn(database)
  } catch (fault) {
    await database.destroy()
    throw fault instanceof StoreFault ? fault : new StoreFault('database-unreachable', placeOf(url), fault)
  }
}

/** The place without the user and his password. */
const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

/** What only asks. */
export const readersOn = (database: Database) => ({ reader: createReader(database), tokens: createTokens(database), close: () => database.destroy() })

export type Readers = ReturnType<typeof readersOn>

/** The same tables on PostgreSQL, by connections that cannot write. The tables have to be of the present version. Throws a StoreFault. */
export const openReaders = async (url: string): Promise<Readers> => {
  const database = openPostgres(url, { readOnly: true })
  try {
    await assertMigrated(database)
    return readersOn(database)
  } catch (fault) {
    await database.destroy()
    throw fault instanceof StoreFault ? fault : new StoreFault('database-unreachable', placeOf(url), fault)
  }
}

/** The tokens alone, to change them: beside the services. In a file for one short statement, for which its writer waits. */
export const openTokens = async (place: { readonly url: string } | { readonly file: string }) => {
  if ('url' in place) {
    const { tokens, close } = await openStores(place.url)
    return { tokens, close }
  }
  // Made by the service alone, with its log: a reader says so where it is not there.
  await openSqlite(place.file, { readOnly: true }).destroy()
  const database = openSqlite(place.file)
  await assertMigrated(database).catch(async (fault: unknown) => {
    await database.destroy()
    throw fault
  })
  return { tokens: createTokens(database), close: () => database.destroy() }
}
