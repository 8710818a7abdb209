import type { Migration } from 'kysely/migration'
import { ledgerTables } from './migrations/001-ledger.ts'

/** Every step that the shared tables have gone through. A step that was released is never changed; the next one gets the store's next free number. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-ledger': ledgerTables,
}
