import type { Migration } from 'kysely/migration'

export const ledgerTables: Migration = {
  up: async () => undefined,
}
