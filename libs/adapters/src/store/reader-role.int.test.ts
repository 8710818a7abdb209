import { observationPublished, targetDeclared } from '@shixu/domain'
import { aDeclaration, anObservation } from '@shixu/testkit'
import { freshDatabase } from '@shixu/testkit/postgres'
import { sql } from 'kysely'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { openPostgres } from './database.ts'
import { createLedger } from './ledger/ledger.ts'
import { migrate } from './migrate.ts'
import { allViews } from './migrations/views.ts'
import { grantReader, READER_ROLE } from './reader-role.ts'

const server = inject('postgresUrl')

describe.skipIf(server === undefined)('The role that reads', () => {
  const open = (url: string) => {
    const db = openPostgres(url)
    onTestFinished(() => db.destroy())
    return db
  }

  const both = async () => {
    const url = await freshDatabase(String(server))
    const owner = open(url)
    await migrate(owner)
    await createLedger(owner).record(
      [targetDeclared(aDeclaration(), '1'), observationPublished(anObservation())].map((event, offset) => ({
        topic: event.topic,
        partition: 0,
        offset,
        event,
      })),
    )
    await grantReader(owner, "it's invented")
    const reader = Object.assign(new URL(url), { username: READER_ROLE, password: encodeURIComponent("it's invented") }).href
    return { owner, reader: open(reader) }
  }

  it('sees every view, also after they were made anew', async () => {
    const { owner, reader } = await both()
    await grantReader(owner, "it's invented")
    await allViews.up(owner)
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.views where table_schema = 'public'`.execute(reader)
    expect(rows.length).toBeGreaterThan(14)
    for (const { name } of rows) await sql`select * from ${sql.table(name)} limit 1`.execute(reader)
    expect((await sql`select * from target_now`.execute(reader)).rows).toHaveLength(1)
  })

  it('sees no table', async () => {
    const { owner, reader } = await both()
    const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(owner)
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['api_token', 'outbox_notice', 'archive_document', 'vintage']))
    for (const { name } of rows) await expect(sql`select * from ${sql.table(name)}`.execute(reader), name).rejects.toThrow('permission denied')
  })

  it.each([
    'delete from target_now',
    "insert into observation_vintages (region) values ('x')",
    "update vintage set written = ''",
    'create table mine (id int)',
    'drop view target_now',
    'truncate vintage',
  ])('cannot: %s', async (statement) => {
    const { reader } = await both()
    await expect(sql`${sql.raw(statement)}`.execute(reader)).rejects.toThrow(/read-only|permission denied|must be owner|cannot (?:delete|insert)/u)
    await expect(sql`${sql.raw(`begin; set transaction read write; ${statement}`)}`.execute(reader)).rejects.toThrow(
      /permission denied|must be owner|cannot (?:delete|insert)|no INSTEAD/u,
    )
  })
})
