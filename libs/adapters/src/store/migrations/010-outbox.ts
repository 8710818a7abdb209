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
  await texts(db.schema.createTable('due'), ['event', 'recipient', 'region', 'bureau', 'alert', 'day', 'role', 'route', 'channels', 'told'])
    .addColumn('added_at', bigint, (column) => column.notNull())
    .addColumn('notice', 'text')
    .addPrimaryKeyConstraint('due_key', ['event', 'recipient'])
    .execute()
  await db.schema.createIndex('due_open').on('due').columns(['day', 'recipient']).where(sql.ref('notice'), 'is', null).execute()
  await db.schema.createIndex('due_notice').on('due').column('notice').execute()
  await db.schema.createIndex('due_alert').on('due').columns(['alert', 'recipient']).execute()
  await describeColumns(db, 'due', {
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
  const keyed = db.schema.createTable('notice').addColumn('id', 'text', (column) => column.primaryKey().notNull())
  await counts(texts(keyed, text), ['channel', 'tries', 'unknowns', 'attempts'])
    .addColumn('made_at', bigint, (column) => column.notNull())
    .addColumn('since', bigint)
    .addColumn('next_at', bigint)
    .addColumn('leased_until', bigint)
    .addColumn('holder', 'text')
    .execute()
  await db.schema.createIndex('notice_next').on('notice').column('next_at').where(sql.ref('next_at'), 'is not', null).execute()
  await db.schema.createIndex('notice_recipient').on('notice').columns(['recipient', 'day', 'made_at', 'id']).execute()
  await describeColumns(db, 'notice', {
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
  const keyed = db.schema.createTable('delivery').addColumn('notice', 'text', (column) => column.notNull().references('notice.id'))
  await counts(texts(keyed, ['channel', 'outcome', 'code', 'text']), ['attempt', 'duration_ms', 'published'])
    .addColumn('tried_at', bigint, (column) => column.notNull())
    .addPrimaryKeyConstraint('delivery_key', ['notice', 'attempt'])
    .execute()
  await db.schema.createIndex('delivery_unpublished').on('delivery').columns(['tried_at', 'notice', 'attempt']).where(sql.ref('published'), '=', 0).execute()
  await describeColumns(db, 'delivery', { tried_at: 'ms since 1970', published: '1 once the log was told' })
}
