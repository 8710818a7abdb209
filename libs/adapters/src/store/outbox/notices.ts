import type { AlertEvent } from '@shixu/domain'
import type { Leased, Outbox, Tried } from '@shixu/pipeline/ports'
import { type ExpressionBuilder, type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { isPostgres, skipLocked } from '../dialect.ts'
import { resendNotices } from './resend.ts'
import { leasedOf, type OutboxTables } from './tables.ts'
import { toldOf } from './told.ts'

type Db = Kysely<OutboxTables>
type Row = Selectable<OutboxTables['outbox_notice']>
type Ask = Parameters<Outbox['notices']['lease']>[0]

export const outboxNotices = (db: Db): Outbox['notices'] => ({
  lease: (ask) => lease(db, ask),
  record: (tried) => record(db, tried),
  resend: (ask) => resendNotices(db, ask),
})

const lease = async (db: Db, ask: Ask): Promise<readonly Leased[]> => {
  const { only, but } = ask.lane ?? {}
  if (only !== undefined) return leaseOn(db, ask, [only])
  const turns = (await turnsWaiting(db)).filter((via) => !but?.includes(via))
  return turns.length === 0 ? [] : leaseOn(db, ask, turns)
}

/** The channels whose turn it is for anyone: one look into the index for each, however many wait. */
const turnsWaiting = async (db: Db): Promise<readonly string[]> => {
  const waiting = sql`select min(via) from outbox_notice where next_at is not null`
  const { rows } = await sql<{ via: string }>`with recursive turns(via) as (${waiting} union all
    select (${waiting} and via > turns.via) from turns where turns.via is not null) select via from turns where via is not null`.execute(db)
  return rows.map(({ via }) => via)
}

const leaseOn = (db: Db, { holder, now, forMs, limit, lane }: Ask, turns: readonly string[]): Promise<readonly Leased[]> =>
  db.transaction().execute(async (trx) => {
    const ready = trx
      .selectFrom('outbox_notice')
      .selectAll()
      .where('via', 'in', turns)
      .where('next_at', '<=', now)
      .$if(lane?.withNext === true, (query) => query.where('spare', '>', 0))
      .where((where) => where.or([where('state', '!=', 'sending'), abandoned(where, { holder, now, shared: isPostgres(db) })]))
      .where(({ not, exists }) => not(exists(earlier())))
      .orderBy('next_at')
      .orderBy('recipient')
      .limit(limit)
    const rows = await skipLocked(trx, ready).execute()
    if (rows.length === 0) return []
    const ids = rows.map(({ id }) => id)
    const unknowns = sql<number>`unknowns + case when state = 'sending' then 1 else 0 end`
    await trx
      .updateTable('outbox_notice')
      .set({ unknowns, state: 'sending', holder, leased_until: now + forMs })
      .where('id', 'in', ids)
      .execute()
    const told = await toldBy(trx, rows)
    const reaches = await reachesOf(trx, rows)
    return rows.map((row) => {
      const reach = reaches.get(`${row.via} ${row.recipient}`)
      // On the last channel each notice gets days of its own; on one before it, whoever has not been reached for days need not wait for them again.
      const standing = reach && { tries: reach.tries, since: row.spare > 0 ? reach.since : row.since }
      const counted = { ...row, ...standing, unknowns: row.unknowns + (row.state === 'sending' ? 1 : 0) }
      return leasedOf(counted, told.get(row.id) ?? { told: [], dueSince: row.made_at })
    })
  })

/** What notices tell of, and since when it has been due. */
async function toldBy(trx: Db, rows: readonly Row[]): Promise<ReadonlyMap<string, Pick<Leased, 'told' | 'dueSince'>>> {
  const dues = await trx
    .selectFrom('outbox_due')
    .select(['notice', 'event', 'alert', 'added_at'])
    .where(
      'recipient',
      'in',
      rows.map(({ recipient }) => recipient),
    )
    .where(
      'notice',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  const events = await toldOf(trx, dues)
  const told = dues.map((due) => ({ ...due, told: events.get(due.event)! })).sort(byAlertAndSequence)
  const ofEach = Map.groupBy(told, ({ notice }) => notice ?? '')
  return new Map([...ofEach].map(([id, each]) => [id, { told: each.map((due) => due.told), dueSince: Math.min(...each.map((due) => due.added_at)) }]))
}

interface ToldOf {
  readonly alert: string
  readonly told: AlertEvent
}

const byAlertAndSequence = (a: ToldOf, b: ToldOf): number => {
  if (a.alert !== b.alert) return a.alert < b.alert ? -1 : 1
  return a.told.sequence[1] - b.told.sequence[1] || a.told.sequence[2] - b.told.sequence[2]
}

interface Turn {
  readonly via: string
  readonly recipient: string
}

/** How long those who could not be reached on a channel have not been, by channel and recipient. */
async function reachesOf(trx: Db, turns: readonly Turn[]): Promise<ReadonlyMap<string, { readonly tries: number; readonly since: number }>> {
  const of = (pick: (turn: Turn) => string) => [...new Set(turns.map(pick))]
  const rows = await trx
    .selectFrom('outbox_reach')
    .selectAll()
    .where(
      'channel',
      'in',
      of(({ via }) => via),
    )
    .where(
      'recipient',
      'in',
      of(({ recipient }) => recipient),
    )
    .execute()
  return new Map(rows.map(({ channel, recipient, tries, since }) => [`${channel} ${recipient}`, { tries, since }]))
}

/** What one recipient has still to get before this one. */
const earlier = (): ReturnType<typeof sql> => sql`(
  select 1 from outbox_notice as before where before.recipient = outbox_notice.recipient and before.next_at is not null
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

const record = (db: Db, tried: Tried): Promise<void> =>
  db.transaction().execute(async (trx) => {
    // Counting first locks the row, so that two who believe to hold it get attempts of their own.
    const attempt = (await moved(trx, tried)) ?? (await counted(trx, tried))
    const { delivery, triedAt } = tried
    if (!delivery) return
    const { notice, channel, outcome, code, text, durationMs } = delivery
    await trx
      .insertInto('outbox_delivery')
      .values({ notice, attempt, channel, outcome, code, text, duration_ms: Math.round(durationMs), tried_at: triedAt, published: 0 })
      .execute()
    await keepReach(trx, tried)
  })

/** Moves a notice on where it is still the holder's. */
async function moved(trx: Transaction<OutboxTables>, { notice, delivery, next: { at, mayHaveIt, ...standing }, holder }: Tried): Promise<number | null> {
  const via = notice.channels[standing.channel] ?? 'none'
  const row = await trx
    .updateTable('outbox_notice')
    .set({
      ...standing,
      may_have_it: mayHaveIt ? 1 : 0,
      via,
      spare: notice.channels.length - 1 - standing.channel,
      next_at: at,
      holder: null,
      leased_until: null,
    })
    .set((set) => ({ attempts: set('attempts', '+', delivery ? 1 : 0) }))
    .where('id', '=', notice.id)
    .where('holder', '=', holder)
    .returning('attempts')
    .executeTakeFirst()
  return row?.attempts ?? null
}

async function counted(trx: Transaction<OutboxTables>, { notice, delivery }: Tried): Promise<number> {
  const { attempts } = await trx
    .updateTable('outbox_notice')
    .set((set) => ({ attempts: set('attempts', '+', delivery ? 1 : 0) }))
    .where('id', '=', notice.id)
    .returning('attempts')
    .executeTakeFirstOrThrow()
  return attempts
}

async function keepReach(trx: Transaction<OutboxTables>, { reach, delivery, notice: { recipient }, triedAt }: Tried): Promise<void> {
  if (!reach || !delivery) return
  const { channel } = delivery
  if (reach === 'reached') {
    await trx.deleteFrom('outbox_reach').where('channel', '=', channel).where('recipient', '=', recipient).execute()
    return
  }
  const { tries, since } = { ...reach, since: reach.since ?? triedAt }
  await trx
    .insertInto('outbox_reach')
    .values({ channel, recipient, tries, since })
    .onConflict((conflict) => conflict.columns(['channel', 'recipient']).doUpdateSet({ tries, since }))
    .execute()
}
