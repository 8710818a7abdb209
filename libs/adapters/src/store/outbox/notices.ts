import type { AlertEvent } from '@shixu/domain'
import type { Leased, Outbox, Tried } from '@shixu/pipeline/ports'
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import { isPostgres, skipLocked } from '../dialect.ts'
import { leasedOf, type OutboxTables } from './tables.ts'

type Db = Kysely<OutboxTables>
type Ask = Parameters<Outbox['notices']['lease']>[0]

const WAITING = ['queued', 'sending', 'deferred'] as const

export const outboxNotices = (db: Db): Outbox['notices'] => ({
  lease: (ask) => lease(db, ask),
  record: (tried) => record(db, tried),
})

const lease = (db: Db, { holder, now, forMs, limit }: Ask): Promise<readonly Leased[]> =>
  db.transaction().execute(async (trx) => {
    const free = trx
      .selectFrom('outbox_notice')
      .selectAll()
      .where('next_at', '<=', now)
      .where((where) => where.or([where('state', '!=', 'sending'), abandoned(where, { holder, now, shared: isPostgres(db) })]))
      .where(({ not, exists }) => not(exists(earlier)))
      .orderBy('next_at')
      .orderBy('id')
      .limit(limit)
    const rows = await skipLocked(trx, free).execute()
    const taken = rows.map((row) => ({ ...row, unknowns: row.unknowns + (row.state === 'sending' ? 1 : 0) }))
    for (const { id, unknowns } of taken) {
      await trx
        .updateTable('outbox_notice')
        .set({ state: 'sending', holder, leased_until: now + forMs, unknowns })
        .where('id', '=', id)
        .execute()
    }
    const told = await toldBy(trx, taken)
    return taken.map((row) => leasedOf(row, told.get(row.id) ?? []))
  })

/** The alert events that notices cover, by notice. */
async function toldBy(trx: Db, notices: readonly { readonly id: string; readonly recipient: string }[]): Promise<ReadonlyMap<string, readonly AlertEvent[]>> {
  if (notices.length === 0) return new Map()
  const rows = await trx
    .selectFrom('outbox_due')
    .select(['notice', 'alert', 'told'])
    .where(
      'notice',
      'in',
      notices.map(({ id }) => id),
    )
    .execute()
  const dues = rows.map(({ told, ...due }) => ({ ...due, told: JSON.parse(told) as AlertEvent })).sort(byAlertAndSequence)
  return new Map([...Map.groupBy(dues, ({ notice }) => notice ?? '')].map(([notice, each]) => [notice, each.map(({ told }) => told)]))
}

interface ToldOf {
  readonly alert: string
  readonly told: AlertEvent
}

const byAlertAndSequence = (a: ToldOf, b: ToldOf): number => {
  if (a.alert !== b.alert) return a.alert < b.alert ? -1 : 1
  return a.told.sequence[1] - b.told.sequence[1] || a.told.sequence[2] - b.told.sequence[2]
}

/** What one recipient has still to get before this one. */
const earlier = (): ReturnType<typeof sql> => sql`(
  select 1 from outbox_notice as before where before.recipient = outbox_notice.recipient and before.state in (${sql.join(WAITING)})
  and (before.day, before.made_at, before.id) < (outbox_notice.day, outbox_notice.made_at, outbox_notice.id)
)`

interface Taker {
  readonly holder: string
  readonly now: number
  readonly shared: boolean
}

/** Where notifiers share the outbox, a lease is over when its time is. A file has one process, so that another holder's lease is that of a process that is gone. */
const abandoned = (where: ExpressionBuilder<OutboxTables, 'outbox_notice'>, { holder, now, shared }: Taker) =>
  shared ? where('leased_until', '<', now) : where.or([where('leased_until', '<', now), where('holder', '!=', holder)])

const record = (db: Db, { delivery, next, holder, triedAt }: Tried): Promise<void> =>
  db.transaction().execute(async (trx) => {
    // Counting first locks the row, so that two who believe to hold it get attempts of their own.
    const notice = await trx
      .updateTable('outbox_notice')
      .set((set) => ({ attempts: set('attempts', '+', 1) }))
      .where('id', '=', delivery.notice)
      .returning(['attempts', 'holder'])
      .executeTakeFirstOrThrow()
    const { channel, outcome, code, text, durationMs } = delivery
    await trx
      .insertInto('outbox_delivery')
      .values({
        notice: delivery.notice,
        attempt: notice.attempts,
        channel,
        outcome,
        code,
        text,
        duration_ms: Math.round(durationMs),
        tried_at: triedAt,
        published: 0,
      })
      .execute()
    if (notice.holder !== holder) return
    const { at, ...standing } = next
    await trx
      .updateTable('outbox_notice')
      .set({ ...standing, next_at: at, holder: null, leased_until: null })
      .where('id', '=', delivery.notice)
      .execute()
  })
