import type { AlertEvent } from '@shixu/domain'
import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { columnTypes, describeColumns } from '../dialect.ts'
import { pack, packBody } from '../outbox/packing.ts'
import { putRows } from '../put-rows.ts'

type Old = {
  outbox_due: { event: string; told: string }
  outbox_told: { event: string }
  outbox_notice: { id: string; text: string; html: string; markdown: string; body: Uint8Array | null }
}
type Db = Kysely<object>

/** Rows that are read and packed at a time. */
const AT_ONCE = 500

/** Alert events once, beside the rows of whom they are due to; bodies packed; and indexes that a release day fills from one end to the other. */
export const outboxNarrow: Migration = {
  up: async (db) => {
    await toldTable(db)
    await bodies(db)
    await indexes(db)
  },
}

const toldTable = async (db: Db): Promise<void> => {
  const dues = db.$extendTables<Old>().selectFrom('outbox_due').select(['event', 'told']).orderBy('event').limit(AT_ONCE)
  await db.schema
    .createTable('outbox_told')
    .addColumn('event', 'text', (column) => column.primaryKey().notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addColumn('told', columnTypes(db).bytes, (column) => column.notNull())
    .execute()
  await describeColumns(db, 'outbox_told', { event: 'id of the alert event', told: 'the alert event, JSON, packed' })
  for (let after = ''; ; ) {
    const some = await dues.where('event', '>', after).execute()
    await putRows(db, 'outbox_told', { rows: [...new Map(some.map((row) => [row.event, toldRow(row)])).values()], onConflict: 'keep' })
    const last = some.at(-1)
    if (last === undefined) break
    after = last.event
  }
  await db.schema.alterTable('outbox_due').dropColumn('told').execute()
}

const toldRow = ({ event, told }: Old['outbox_due']) => {
  const { type, why } = JSON.parse(told) as AlertEvent
  return { event, type, why, told: pack(told, 'event') }
}

const bodies = async (db: Db): Promise<void> => {
  const tables = db.$extendTables<Old>()
  const notices = tables.selectFrom('outbox_notice').select(['id', 'text', 'html', 'markdown']).orderBy('id').limit(AT_ONCE)
  await db.schema.alterTable('outbox_notice').addColumn('body', columnTypes(db).bytes).execute()
  for (let after = ''; ; ) {
    const some = await notices.where('id', '>', after).execute()
    // Emptied as well, since SQLite writes every row anew for each column that is dropped.
    for (const { id, ...body } of some) {
      await tables
        .updateTable('outbox_notice')
        .set({ body: packBody(body), text: '', html: '', markdown: '' })
        .where('id', '=', id)
        .execute()
    }
    const last = some.at(-1)
    if (last === undefined) break
    after = last.id
  }
  for (const column of ['text', 'html', 'markdown']) await db.schema.alterTable('outbox_notice').dropColumn(column).execute()
  await describeColumns(db, 'outbox_notice', { body: 'text, HTML and markdown, packed' })
}

/** Ids of notices are hashes: an index that begins with one is written all over, whatever is added. */
const indexes = async (db: Db): Promise<void> => {
  const old = ['outbox_due_open', 'outbox_due_notice', 'outbox_notice_lane', 'outbox_notice_recipient']
  for (const index of old) await db.schema.dropIndex(index).execute()
  await sql`create index outbox_due_open on outbox_due (day, recipient, added_at) where notice is null`.execute(db)
  await sql`create index outbox_due_notice on outbox_due (recipient, notice)`.execute(db)
  await sql`create index outbox_notice_lane on outbox_notice (via, next_at, recipient) where next_at is not null`.execute(db)
}
