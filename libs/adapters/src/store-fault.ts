/** What can go wrong with what is kept on disk or in a database, and what to do about it. */
export const STORE_FAULTS = {
  'folder-locked': 'Another process writes to this folder: stop it, or give this one another folder.',
  'folder-not-empty': 'The folder holds data already: move it away, or name another one.',
  'no-data': 'There is no data yet: start the service once, or name the folder that it writes to.',
  'cannot-open': 'The file cannot be opened: its folder has to exist, and this user has to be allowed to write to it, for reading too.',
  'not-a-database': 'The file is not a database of this program, or it is damaged: restore it from a backup.',
  'schema-newer': 'The data was written by a newer version of this program: run that version, or restore a backup of before.',
  'database-unreachable': 'PostgreSQL did not let us in: see that it runs, and that SHIXU_DATABASE_URL has the right host, port, user, password and database.',
  'schema-older': 'The tables are not of the present version: start the service once, or ask again in a moment where it is just starting.',
  'migration-failed': 'The tables could not be brought to the present version; nothing was changed by the step that failed.',
  'partitions-differ': 'The number of partitions is fixed when a log is made: start with the number that it has, or with a new folder.',
  'read-only': 'The log was opened for reading only.',
  'log-closed': 'The log was closed.',
  'never-still': 'The writer left no moment between two commits: try again when it has less to do.',
  'processor-failed': 'A step failed on the same records again and again; its position did not move.',
} as const

export type StoreFaultCode = keyof typeof STORE_FAULTS

/** A fault of the log or of a store. The message says what, where, and what to do. */
export class StoreFault extends Error {
  readonly code: StoreFaultCode

  constructor(code: StoreFaultCode, where: string, cause?: unknown) {
    super(`${where}: ${STORE_FAULTS[code]}`, cause === undefined ? undefined : { cause })
    this.name = 'StoreFault'
    this.code = code
  }
}
