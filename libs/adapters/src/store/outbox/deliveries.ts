import type { Delivery } from '@shixu/domain'
import type { Balance, NoticeState, Outbox } from '@shixu/pipeline/ports'
import type { Kysely } from 'kysely'
import type { OutboxTables } from './tables.ts'

type Db = Kysely<OutboxTables>

export const outboxDeliveries = (db: Db): Outbox['deliveries'] => ({
  unpublished: (limit) => unpublished(db, limit),
  published: (deliveries) => published(db, deliveries),
  balance: () => balance(db),
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

const published = (db: Db, deliveries: readonly Delivery[]): Promise<void> =>
  db.transaction().execute(async (trx) => {
    for (const { notice, attempt } of deliveries) {
      await trx.updateTable('outbox_delivery').set({ published: 1 }).where('notice', '=', notice).where('attempt', '=', attempt).execute()
    }
  })

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
