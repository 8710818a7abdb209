import { lockFolder, openSqliteLog, type SqliteLog } from '@shixu/adapters/sqlite-log'
import { assertMigrated, migrate, openSqlite, type Stores, storesOn } from '@shixu/adapters/store'
import type { StateFolder } from './state-folder.ts'

/** All that is kept on disk, open for its one writer. */
export interface State {
  readonly folder: StateFolder
  readonly log: SqliteLog
  readonly stores: Stores
  close(): Promise<void>
}

interface Opening {
  readonly partitions: number
  /** Whether it has to survive a power cut. What can be lived again need not: it is safe against a kill alone, and some thousand syncs are spared. */
  readonly durable?: boolean
}

/** Takes the folder for writing. Throws a `StoreFault` where another process has it, or where it is newer or damaged. */
export const openState = async (folder: StateFolder, { partitions, durable = true }: Opening): Promise<State> => {
  const lock = lockFolder(folder.path)
  try {
    const log = openSqliteLog({ folder: folder.path, partitions, durable })
    const database = openSqlite(folder.store, { durable })
    await migrate(database)
    return {
      folder,
      log,
      stores: storesOn(database),
      close: async () => {
        await log.close()
        await database.destroy()
        lock.release()
      },
    }
  } catch (fault) {
    lock.release()
    throw fault
  }
}

/** The same, open for reading. */
export type ReadState = State

/** Reads beside a writer, or after it. Throws a `StoreFault` where there is nothing that can be read, as in the moment in which it is made. */
export const readState = async (folder: StateFolder): Promise<ReadState> => {
  const log = openSqliteLog({ folder: folder.path, readOnly: true })
  const database = openSqlite(folder.store, { readOnly: true })
  const close = async () => {
    await log.close()
    await database.destroy()
  }
  try {
    await assertMigrated(database)
    return { folder, log, stores: storesOn(database), close }
  } catch (fault) {
    await close()
    throw fault
  }
}
