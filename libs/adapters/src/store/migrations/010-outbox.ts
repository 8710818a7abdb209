import { type CreateTableBuilder, type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns } from '../dialect.ts'

type Db = Kysely<unknown>

const texts = <C extends string, N extends string>(table: CreateTableBuilder<string, C>, names: readonly N[]): CreateTableBuilder<string, C | N> =>
  names.reduce<CreateTableBuilder<string, C | N>>((each, name) => each.addColumn(name, 'text', (column) => column.notNull()), table)

const counts = <C extends string, N extends string>(table: CreateTableBuilder<string, C>, names: readonly N[]): CreateTableBuilder<string, C | N> =>
  names.reduce<CreateTableBuilder<string, C | N>>((each, name) => each.addColumn(name, 'integer', (column) => column.notNull()), table)

/** What is due to whom, the notices that tell it, and each try to deliver one. */
export const outboxTables: Migration = {
  up: async (db) => {
    await dueTable(db)
    await noticeTable(db)
    await deliveryTable(db)
  },
}

const dueTable = async (db: Db): Promise<void> => {
  const { bigint } = columnTypes(db)
  await texts(db.schema.createTable('outbox_due'), ['event', 'recipient', 'region', 'bureau', 'alert', 'day', 'role', 'route', 'channels', 'told'])
    .addColumn('added_at', bigint, (column) => column.notNull())
    .addColumn('notice', 'text')
    .addPrimaryKeyConstraint('outbox_due_key', ['event', 'recipient'])
    .execute()
  await db.schema.createIndex('outbox_due_open').on('outbox_due').columns(['day', 'recipient']).where(sql.ref('notice'), 'is', null).execute()
  await db.schema.createIndex('outbox_due_notice').on('outbox_due').column('notice').execute()
  await db.schema.createIndex('outbox_due_alert').on('outbox_due').columns(['alert', 'recipient']).execute()
  await describeColumns(db, 'outbox_due', {
    event: 'id of the alert event',
    recipient: 'region/bureau/step',
    day: 'on which he is to hear of it',
    channels: 'JSON, in order of preference',
    told: 'the alert event, JSON',
    added_at: 'ms since 1970',
    notice: 'that covers it; null until one is made',
  })
}

const noticeTable = async (db: Db): Promise<void> => {
  const { bigint } = columnTypes(db)
  const text = ['region', 'recipient', 'bureau', 'day', 'channels', 'subject', 'text', 'html', 'threads', 'covers', 'state'] as const
  const keyed = db.schema.createTable('outbox_notice').addColumn('id', 'text', (column) => column.primaryKey().notNull())
  await counts(texts(keyed, text), ['channel', 'tries', 'unknowns', 'attempts'])
    .addColumn('made_at', bigint, (column) => column.notNull())
    .addColumn('since', bigint)
    .addColumn('next_at', bigint)
    .addColumn('leased_until', bigint)
    .addColumn('holder', 'text')
    .execute()
  await db.schema.createIndex('outbox_notice_next').on('outbox_notice').columns(['next_at', 'id']).where(sql.ref('next_at'), 'is not', null).execute()
  await db.schema.createIndex('outbox_notice_recipient').on('outbox_notice').columns(['recipient', 'day', 'made_at', 'id']).execute()
  await describeColumns(db, 'outbox_notice', {
    covers: 'ids of alert events, JSON',
    channel: 'index into channels of the one to try next',
    tries: 'on that channel',
    since: 'first try on that channel, ms since 1970',
    unknowns: 'tries whose outcome is not known',
    attempts: 'deliveries recorded on all channels',
    next_at: 'when to try next, ms since 1970; null where nothing is to come',
    leased_until: 'until when it is the holder who tries, ms since 1970',
  })
}

const deliveryTable = async (db: Db): Promise<void> => {
  const { bigint } = columnTypes(db)
  const keyed = db.schema.createTable('outbox_delivery').addColumn('notice', 'text', (column) => column.notNull().references('outbox_notice.id'))
  await counts(texts(keyed, ['channel', 'outcome', 'code', 'text']), ['attempt', 'duration_ms', 'published'])
    .addColumn('tried_at', bigint, (column) => column.notNull())
    .addPrimaryKeyConstraint('outbox_delivery_key', ['notice', 'attempt'])
    .execute()
  await db.schema
    .createIndex('outbox_delivery_unpublished')
    .on('outbox_delivery')
    .columns(['tried_at', 'notice', 'attempt'])
    .where(sql.ref('published'), '=', 0)
    .execute()
  await describeColumns(db, 'outbox_delivery', { tried_at: 'ms since 1970', published: '1 once the log was told' })
}
