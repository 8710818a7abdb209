export { type Database, openPostgres, openSqlite } from './database.ts'
export { migrate } from './migrate.ts'
