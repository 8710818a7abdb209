export { backupFolder, restoreFolder, STORE_FILE } from './backup.ts'
export { lockFolder } from './lock-folder.ts'
export { LOG_FILE } from './log-file.ts'
export { openSqliteLog, type SqliteLog } from './sqlite-log.ts'
