import { onBothDatabases } from '@shixu/testkit/both-databases'
import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { expect, it } from 'vitest'
import { type Database, openPostgres, openSqlite } from './database.ts'
import { isPostgres } from './dialect.ts'
import { assertMigrated, migrate } from './migrate.ts'

const create = (table: string): Migration => ({ up: async (db) => db.schema.createTable(table).addColumn('id', 'text').execute() })
const FIRST = { '001-a': create('a') }
const BOTH = { ...FIRST, '010-b': create('b') }
const tablesOf = async (db: Database) => (await db.introspection.getTables()).map((table) => table.name).sort()

onBothDatabases('Migrations', { sqlite: openSqlite, postgres: openPostgres }, (open) => {
  it('makes the tables once, and adds those of a later version', async () => {
    const db = await open()
    await migrate(db, FIRST)
    await migrate(db, FIRST)
    expect(await tablesOf(db)).toEqual(['a'])
    await migrate(db, BOTH)
    expect(await tablesOf(db)).toEqual(['a', 'b'])
  })

  it('takes a step of one store that sorts before a step of another that is done', async () => {
    const db = await open()
    await migrate(db, BOTH)
    await migrate(db, { ...BOTH, '002-c': create('c') })
    expect(await tablesOf(db)).toEqual(['a', 'b', 'c'])
  })

  it('refuses tables that a newer version has made, and names them', async () => {
    const db = await open()
    await migrate(db, BOTH)
    await expect(migrate(db, FIRST)).rejects.toMatchObject({ code: 'schema-newer', message: expect.stringContaining('010-b') })
  })

  it('tells those who only read whether the tables are of their version', async () => {
    const db = await open()
    await expect(assertMigrated(db, FIRST)).rejects.toMatchObject({ code: 'schema-older', message: expect.stringContaining('001-a') })
    await migrate(db, FIRST)
    await assertMigrated(db, FIRST)
    await expect(assertMigrated(db, BOTH)).rejects.toMatchObject({ code: 'schema-older', message: expect.stringContaining('010-b') })
    await migrate(db, BOTH)
    await expect(assertMigrated(db, FIRST)).rejects.toMatchObject({ code: 'schema-newer' })
  })

  it('names the step that failed and leaves nothing of it', async () => {
    const db = await open()
    const broken: Migration = {
      up: async (trx) => {
        await trx.schema.createTable('half').addColumn('id', 'text').execute()
        await sql`select * from nowhere`.execute(trx)
      },
    }
    await expect(migrate(db, { ...FIRST, '010-broken': broken })).rejects.toMatchObject({
      code: 'migration-failed',
      message: expect.stringContaining('010-broken'),
    })
    expect(await tablesOf(db)).not.toContain('half')
  })

  it('lets several processes start at once', async () => {
    // SQLite has one writing process, which the folder's lock sees to.
    const databases = await Promise.all(Array.from({ length: isPostgres(await open()) ? 4 : 1 }, open))
    await Promise.all(databases.map((db) => migrate(db, BOTH)))
    expect(await tablesOf(databases[0]!)).toEqual(['a', 'b'])
  })
})
