import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns, jsonElement, jsonLength } from '../dialect.ts'

/** Notices by the channel whose turn it is, how channels fare for everyone, and how a recipient fares on a channel. */
export const outboxLanes: Migration = {
  up: async (db) => {
    await laneColumns(db)
    await circuitTable(db)
    await reachTable(db)
  },
}

const laneColumns = async (db: Kysely<object>): Promise<void> => {
  await db.schema
    .alterTable('outbox_notice')
    .addColumn('via', 'text', (column) => column.notNull().defaultTo('none'))
    .execute()
  await db.schema
    .alterTable('outbox_notice')
    .addColumn('spare', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await sql`update outbox_notice set via = coalesce(${jsonElement(db, 'channels', 'channel')}, 'none'), spare = ${jsonLength(db, 'channels')} - 1 - channel`.execute(
    db,
  )
  const waiting = sql`next_at is not null`
  await sql`create index outbox_notice_lane on outbox_notice (via, next_at, id) where ${waiting}`.execute(db)
  await sql`create index outbox_notice_waiting on outbox_notice (recipient, day, made_at, id) where ${waiting}`.execute(db)
  await db.schema.dropIndex('outbox_notice_next').execute()
  await describeColumns(db, 'outbox_notice', { via: 'the channel that is tried next, or was tried last', spare: 'channels that are left after it' })
}

const circuitTable = async (db: Kysely<object>): Promise<void> => {
  const { bigint } = columnTypes(db)
  await db.schema
    .createTable('outbox_circuit')
    .addColumn('channel', 'text', (column) => column.primaryKey())
    .addColumn('failed', 'text', (column) => column.notNull())
    .addColumn('since', bigint)
    .addColumn('tripped_at', bigint)
    .addColumn('probe_at', bigint)
    .addColumn('probes', 'integer', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .execute()
  await describeColumns(db, 'outbox_circuit', {
    failed: 'recipients whom it failed in a row, JSON; none where the last try worked',
    since: 'first failure of the row, ms since 1970',
    tripped_at: 'since when only a probe is tried now and then, ms since 1970',
    probe_at: 'when the next probe may be, ms since 1970',
    code: 'what it said last',
  })
}

const reachTable = async (db: Kysely<object>): Promise<void> => {
  const { bigint } = columnTypes(db)
  await db.schema
    .createTable('outbox_reach')
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('since', bigint, (column) => column.notNull())
    .addPrimaryKeyConstraint('outbox_reach_key', ['channel', 'recipient'])
    .execute()
  await describeColumns(db, 'outbox_reach', { tries: 'that failed in a row for this recipient', since: 'the first of them, ms since 1970' })
}
