import type { PullMemory } from '../../feeds/pull-memory.ts'
import type { Database } from '../database.ts'
import type { IngestTables } from './tables.ts'

/** What each feed's document was when it was last dealt with, one row a feed. */
export const createPullMemory = (database: Database): PullMemory => {
  const db = database.$extendTables<IngestTables>()
  return {
    recall: async (feed) => {
      const row = await db.selectFrom('ingest_pull').selectAll().where('feed', '=', feed).executeTakeFirst()
      return row ? { mark: row.mark, sha256: row.sha256, etag: row.etag, lastModified: row.last_modified } : null
    },
    remember: async (feed, { mark, sha256, etag, lastModified }) => {
      const row = { mark, sha256, etag, last_modified: lastModified }
      await db
        .insertInto('ingest_pull')
        .values({ feed, ...row })
        .onConflict((conflict) => conflict.column('feed').doUpdateSet(row))
        .execute()
    },
  }
}
