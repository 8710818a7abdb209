import type { Day, Delivery } from '@shixu/domain'
import type { Balance, NoticeState, Outbox, Overview } from '@shixu/pipeline/ports'
import { type Kysely, sql, type Transaction } from 'kysely'
import { forUpdate, setColumn } from '../dialect.ts'
import type { OutboxTables } from './tables.ts'

type Db = Kysely<OutboxTables>

export const outboxDeliveries = (db: Db): Outbox['deliveries'] => ({
  unpublished: (limit) => unpublished(db, limit),
  published: (deliveries) => published(db, deliveries),
  balance: () => balance(db),
  overview: (asked) => overview(db, asked),
})

async function unpublished(db: Db, limit: number): Promise<readonly Delivery[]> {
  const rows = await db
    .selectFrom('outbox_delivery as delivery')
    .innerJoin('outbox_notice as notice', 'notice.id', 'delivery.notice')
    .select(['delivery.notice', 'delivery.attempt', 'delivery.channel', 'delivery.outcome', 'delivery.code', 'delivery.text', 'delivery.duration_ms'])
    .select(['notice.recipient', 'notice.bureau', 'notice.day', 'notice.subject', 'notice.covers'])
    .where('delivery.published', '=', 0)
    .orderBy('delivery.tried_at')
    .orderBy('delivery.notice')
    .orderBy('delivery.attempt')
    .limit(limit)
    .execute()
  return rows.map(({ duration_ms, covers, ...row }) => ({ ...row, covers: JSON.parse(covers) as string[], durationMs: duration_ms }))
}

const published = (db: Db, deliveries: readonly Delivery[]): Promise<readonly Delivery[]> =>
  db.transaction().execute(async (trx) => {
    const open = await stillOpen(trx, deliveries)
    const fresh = deliveries.filter(({ notice, attempt }) => open.has(`${notice} ${attempt}`))
    const rows = fresh.map(({ notice, attempt }) => ({ notice, attempt, published: 1 }))
    await setColumn(trx, { table: 'outbox_delivery', key: ['notice', 'attempt'], column: 'published' }, rows)
    return fresh
  })

/** Nobody else can mark them until the transaction ends; in one order, so that two never wait for each other. */
async function stillOpen(trx: Transaction<OutboxTables>, deliveries: readonly Delivery[]): Promise<ReadonlySet<string>> {
  if (deliveries.length === 0) return new Set()
  const notices = [...new Set(deliveries.map(({ notice }) => notice))]
  const rows = trx.selectFrom('outbox_delivery').select(['notice', 'attempt']).where('published', '=', 0).where('notice', 'in', notices)
  const open = await forUpdate(trx, rows.orderBy('notice').orderBy('attempt')).execute()
  return new Set(open.map(({ notice, attempt }) => `${notice} ${attempt}`))
}

/** Where each state stands in the balance. */
const SIDE: Readonly<Record<NoticeState, Exclude<keyof Balance, 'due'>>> = {
  queued: 'waiting',
  sending: 'waiting',
  deferred: 'waiting',
  accepted: 'accepted',
  refused: 'refused',
  dead: 'dead',
  unknown: 'unknown',
  superseded: 'superseded',
}

/** A row whose notice is not there counts as due and on no other side: then the balance does not hold, as it should not. */
async function balance(db: Db): Promise<Balance> {
  const groups = await db
    .selectFrom('outbox_due as due')
    .leftJoin('outbox_notice as notice', 'notice.id', 'due.notice')
    .select(['notice.state'])
    .select(({ fn, eb }) => [eb('due.notice', 'is', null).as('open'), fn.countAll<number>().as('rows')])
    .groupBy(['notice.state', 'open'])
    .execute()
  const sides = { due: 0, accepted: 0, refused: 0, dead: 0, unknown: 0, superseded: 0, waiting: 0 }
  for (const { state, open, rows } of groups) {
    sides.due += Number(rows)
    const side = state ? SIDE[state] : open ? 'waiting' : null
    if (side) sides[side] += Number(rows)
  }
  return sides
}

/** Only what is put off to the end of quiet hours is queued for a later time: whatever failed is deferred. */
async function overview(db: Db, { day, now }: { readonly day: Day; readonly now: number }): Promise<Overview> {
  const notices = await db
    .selectFrom('outbox_notice')
    .select(['via as channel', 'state'])
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.min<number | null>(sql`case when next_at is not null and not (state = 'queued' and next_at > ${now}) then made_at end`).as('waitingSince'),
    ])
    .groupBy(['via', 'state'])
    .execute()
  const open = await db
    .selectFrom('outbox_due')
    .select(({ fn }) => fn.min<number | null>('added_at').as('since'))
    .where('notice', 'is', null)
    .where('day', '<=', day)
    .executeTakeFirst()
  return { notices: notices.map((row) => ({ ...row, count: Number(row.count) })), uncomposedSince: open?.since ?? null }
}
