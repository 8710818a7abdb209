import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backup, type DatabaseSync } from 'node:sqlite'
import { openSqliteFile } from '../sqlite-file.ts'
import { StoreFault } from '../store-fault.ts'
import { lockFolder } from './lock-folder.ts'
import { LOG_FILE } from './log-file.ts'

/** Name of the file of the shared tables in the log's folder. */
export const STORE_FILE = 'store.db'

/** The log first: where a restore is interrupted, the folder has no log and says so. */
const FILES = [LOG_FILE, STORE_FILE]

/** A writer commits some thousands of times a second at most; the moment between two commits is found long before this. */
const MAX_TRIES = 10_000

/** Between steps the process does other work; what is copied stays the same, since a read of it is held. */
const PAGES_A_STEP = 1_000

/**
 * Copies the log and the tables as they were at one moment, beside a running writer. `target` must not be there yet; it appears whole or not at all.
 * One moment for both matters: tables older than the log would lack what its positions count as done, and tables newer than the log would know of figures that it lacks.
 */
export const backupFolder = async (folder: string, target: string): Promise<void> => {
  if (existsSync(target)) throw new StoreFault('folder-not-empty', target)
  const partial = `${target}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  const files = FILES.filter((file) => file === LOG_FILE || existsSync(join(folder, file)))
  const sources = files.map((file) => openSqliteFile(join(folder, file), { readOnly: true }))
  try {
    holdOneMoment(folder, sources)
    for (const [index, file] of files.entries()) await backup(sources[index]!, join(partial, file), { rate: PAGES_A_STEP })
  } finally {
    for (const source of sources) source.close()
  }
  for (const file of files) assertSound(join(partial, file))
  renameSync(partial, target)
}

/** Brings a backup back into a folder that holds no data. Throws where the backup is damaged, where the folder is in use, and where it holds data. */
export const restoreFolder = (source: string, folder: string): void => {
  const lock = lockFolder(folder)
  try {
    if (FILES.some((file) => existsSync(join(folder, file)))) throw new StoreFault('folder-not-empty', folder)
    if (!existsSync(join(source, LOG_FILE))) throw new StoreFault('no-data', source)
    const files = FILES.filter((file) => existsSync(join(source, file)))
    for (const file of files) {
      copyFileSync(join(source, file), join(folder, `${file}.partial`))
      assertSound(join(folder, `${file}.partial`))
    }
    for (const file of files.toReversed()) renameSync(join(folder, `${file}.partial`), join(folder, file))
  } finally {
    lock.release()
  }
}

/** Begins a read of each file so that the log has not changed between the first and the last. */
const holdOneMoment = (folder: string, sources: readonly DatabaseSync[]): void => {
  const watcher = openSqliteFile(join(folder, LOG_FILE), { readOnly: true })
  const version = () => watcher.prepare('pragma data_version').get()?.data_version
  try {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const before = version()
      for (const source of sources) source.exec('begin; select count(*) from sqlite_schema')
      if (version() === before) return
      for (const source of sources) source.exec('rollback')
    }
    throw new StoreFault('never-still', folder)
  } finally {
    watcher.close()
  }
}

const assertSound = (file: string): void => {
  const database = openSqliteFile(file)
  try {
    const said = database.prepare('pragma quick_check(1)').get()?.quick_check
    if (said !== 'ok') throw new StoreFault('not-a-database', file, new Error(String(said)))
  } finally {
    database.close()
  }
}
