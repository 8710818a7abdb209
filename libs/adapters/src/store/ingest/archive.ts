import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Archive } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import type { IngestTables } from './tables.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Raw documents, packed, by feed and hash. The first receipt of the same bytes stands. */
export const createArchive = (database: Database): Archive => {
  const db = database.$extendTables<IngestTables>()
  return {
    keep: async ({ feed, sha256, name, bytes, receivedOn }) => {
      await db
        .insertInto('archive_document')
        .values({ feed, sha256, name, received_on: receivedOn, size: bytes.length, packed: await pack(bytes) })
        .onConflict((conflict) => conflict.columns(['feed', 'sha256']).doNothing())
        .execute()
    },
    find: async (feed, sha256) => {
      const row = await db.selectFrom('archive_document').selectAll().where('feed', '=', feed).where('sha256', '=', sha256).executeTakeFirst()
      return row ? { feed, sha256, name: row.name, receivedOn: row.received_on, bytes: await unpack(row.packed) } : null
    },
  }
}
