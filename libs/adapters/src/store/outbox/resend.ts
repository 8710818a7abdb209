import type { Outbox, Resent, ResentAs } from '@shixu/pipeline/ports'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { forUpdate } from '../dialect.ts'
import type { OutboxTables } from './tables.ts'

type Ask = Parameters<Outbox['notices']['resend']>[0]
type Row = Selectable<OutboxTables['outbox_notice']>
type Trx = Transaction<OutboxTables>

/** What is not tried any more is put back in its recipient's row, each notice in a transaction of its own. */
export const resendNotices = async (db: Kysely<OutboxTables>, ask: Ask): Promise<readonly Resent[]> => {
  const { which } = ask
  const all = db.selectFrom('outbox_notice').select('id').orderBy('day').orderBy('made_at').orderBy('id')
  const those = which === 'dead' ? all.where('state', '=', 'dead').where('next_at', 'is', null) : all.where('id', '=', which.notice)
  const resent: Resent[] = []
  for (const { id } of await those.execute()) resent.push(await db.transaction().execute((trx) => resend(trx, id, ask)))
  return resent
}

const resend = async (trx: Trx, id: string, ask: Ask): Promise<Resent> => {
  const row = await forUpdate(trx, trx.selectFrom('outbox_notice').selectAll().where('id', '=', id)).executeTakeFirstOrThrow()
  const as = await standing(trx, row, ask)
  if (as === 'queued') {
    if (row.state === 'accepted') await forgetParts(trx, id)
    await queue(trx, row, ask)
  }
  if (as === 'reopened') await reopen(trx, row)
  return { notice: id, recipient: row.recipient, subject: row.subject, as }
}

async function standing(trx: Trx, row: Row, { anyway }: Ask): Promise<ResentAs> {
  if (row.next_at !== null) return 'waiting'
  if (row.state === 'superseded') return 'superseded'
  if (row.state === 'accepted' && !anyway) return 'accepted'
  if (row.subject === '') return 'reopened'
  return !anyway && (await isOvertaken(trx, row)) ? 'overtaken' : 'queued'
}

/** Whether he has heard something newer of an alert that it tells of. */
async function isOvertaken(trx: Trx, { id, recipient }: Row): Promise<boolean> {
  const { rows } = await sql`select 1 from outbox_due as mine join outbox_notice as this on this.id = mine.notice
    join outbox_due as other on other.alert = mine.alert and other.recipient = mine.recipient join outbox_notice as newer on newer.id = other.notice
    where mine.recipient = ${recipient} and mine.notice = ${id} and newer.state in ('accepted', 'unknown') and (newer.day, newer.made_at, newer.id) > (this.day, this.made_at, this.id) limit 1`.execute(
    trx,
  )
  return rows.length > 0
}

/** What has arrived goes out again from its first part on: a channel that finds all of them taken would send nothing, and call it accepted. */
const forgetParts = (trx: Trx, id: string) => sql`delete from channel_progress where message = ${id} or message like ${`${id}/%`}`.execute(trx)

/** From its first channel on, or on the one that is named, which may be none of its route. */
async function queue(trx: Trx, row: Row, { channel: named, now, said }: Ask): Promise<void> {
  const route = JSON.parse(row.channels) as readonly string[]
  const channels = named === undefined || route.includes(named) ? route : [...route, named]
  const channel = named === undefined ? 0 : channels.indexOf(named)
  const via = channels[channel] ?? 'none'
  const attempts = row.attempts + 1
  // Whoever may have it is told that it may be a repeat.
  const mayHaveIt = row.state === 'accepted' || row.unknowns > 0 || row.may_have_it === 1
  await trx
    .updateTable('outbox_notice')
    .set({
      channels: JSON.stringify(channels),
      channel,
      via,
      spare: channels.length - 1 - channel,
      tries: 0,
      since: null,
      unknowns: 0,
      may_have_it: mayHaveIt ? 1 : 0,
      attempts,
    })
    .set({ state: 'queued', next_at: now, holder: null, leased_until: null })
    .where('id', '=', row.id)
    .execute()
  await trx
    .insertInto('outbox_delivery')
    .values({ notice: row.id, attempt: attempts, channel: via, outcome: 'deferred', ...said, duration_ms: 0, tried_at: now, published: 0 })
    .execute()
}

/** What could not be put into words is composed anew. */
async function reopen(trx: Trx, { id, recipient }: Row): Promise<void> {
  await trx.updateTable('outbox_due').set({ notice: null }).where('recipient', '=', recipient).where('notice', '=', id).execute()
  await trx.updateTable('outbox_notice').set({ state: 'superseded' }).where('id', '=', id).execute()
}
