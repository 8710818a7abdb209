export { partitionOf } from '../partition.ts'
export { type FolderLock, lockFolder } from './lock-folder.ts'
export { openSqliteLog, type SqliteLog, type SqliteLogOptions } from './sqlite-log.ts'
