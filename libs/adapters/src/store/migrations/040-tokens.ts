import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { describeColumns } from '../dialect.ts'
import { makeTable } from './columns.ts'

/** Who may read the API. The tokens themselves are nowhere: only their hashes. */
export const tokenTable: Migration = {
  up: async (db: Kysely<object>) => {
    await makeTable(db, 'api_token', { key: ['id'], texts: ['id', 'name', 'hash', 'scope', 'made_on', 'expires_on'], maybeTexts: ['revoked_on'] })
    await describeColumns(db, 'api_token', {
      hash: 'SHA-256 of the secret part, hex',
      scope: 'all, or region/bureau',
      expires_on: 'last day on which it is good, YYYY-MM-DD in Asia/Shanghai',
    })
  },
}
