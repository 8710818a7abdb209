export { partitionOf } from '../partition.ts'
export { backupFolder, restoreFolder, STORE_FILE } from './backup.ts'
export { type FolderLock, lockFolder } from './lock-folder.ts'
export { openSqliteLog, type SqliteLog, type SqliteLogOptions } from './sqlite-log.ts'
