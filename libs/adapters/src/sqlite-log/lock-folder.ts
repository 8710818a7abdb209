import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreFault } from '../store-fault.ts'

/** A folder that is this process's to write to. */
export interface FolderLock {
  release(): void
}

const SQLITE_BUSY = 5

/** Takes a folder for writing, or throws `folder-locked` at once. The lock is the kernel's: it ends with the process, however that ends. */
export const lockFolder = (folder: string): FolderLock => {
  mkdirSync(folder, { recursive: true })
  // A database of its own, since an exclusive lock on the log would keep readers out as well.
  const database = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (cause) {
    database.close()
    throw isBusy(cause) ? new StoreFault('folder-locked', folder, cause) : cause
  }
  return {
    release: () => {
      if (database.isOpen) database.close()
    },
  }
}

const isBusy = (error: unknown): boolean => error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
