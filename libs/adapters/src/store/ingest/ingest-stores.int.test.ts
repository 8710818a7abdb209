import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ingestStoresContract } from '@shixu/testkit/ingest-stores-contract'
import { freshDatabase } from '@shixu/testkit/postgres'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Database, openPostgres, openSqlite } from '../database.ts'
import { migrate } from '../migrate.ts'
import { createArchive } from './archive.ts'
import { createCursors } from './cursors.ts'
import { createDeadletters } from './deadletters.ts'
import { createPullMemory } from './pull-memory.ts'
import { createTold } from './told.ts'

const suite = (name: string, open: () => Promise<Database>) => {
  const fresh = async () => {
    const db = await open()
    await migrate(db)
    return db
  }
  ingestStoresContract(name, async () => {
    const db = await fresh()
    return { archive: createArchive(db), cursors: createCursors(db), told: createTold(db), deadletters: createDeadletters(db) }
  })

  it('remembers of each feed the last pull alone', async () => {
    const memory = createPullMemory(await fresh())
    const pulled = { mark: 'm', sha256: 'abc', etag: null, lastModified: 'Mon, 01 Jul 2024 02:00:00 GMT' }
    expect(await memory.recall('invented')).toBeNull()
    await memory.remember('invented', { ...pulled, etag: '"1"' })
    await memory.remember('invented', pulled)
    expect(await memory.recall('invented')).toEqual(pulled)
    expect(await memory.recall('another')).toBeNull()
  })
}

describe('on SQLite', () =>
  suite('SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shixu-ingest-'))
    const db = openSqlite(join(folder, 'store.db'))
    onTestFinished(async () => {
      await db.destroy()
      rmSync(folder, { recursive: true })
    })
    return db
  }))

const postgresUrl = inject('postgresUrl')
describe.skipIf(postgresUrl === undefined)('on PostgreSQL', () =>
  suite('PostgreSQL', async () => {
    const db = openPostgres(await freshDatabase(String(postgresUrl)))
    onTestFinished(() => db.destroy())
    return db
  }),
)
