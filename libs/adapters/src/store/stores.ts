import { StoreFault } from '../store-fault.ts'
import { type Database, openPostgres } from './database.ts'
import { createDirectory } from './directory.ts'
import { createArchive } from './ingest/archive.ts'
import { createCursors } from './ingest/cursors.ts'
import { createDeadletters } from './ingest/deadletters.ts'
import { createPullMemory } from './ingest/pull-memory.ts'
import { createTold } from './ingest/told.ts'
import { createLeases } from './lease/leases.ts'
import { createLedger } from './ledger/ledger.ts'
import { createLimiter } from './limiter/limiter.ts'
import { migrate } from './migrate.ts'
import { createOutbox } from './outbox/create-outbox.ts'
import { createHistory } from './outbox/history.ts'
import { createProgress } from './progress/create-progress.ts'

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
