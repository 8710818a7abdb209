import type { Day } from '@shixu/domain'
import type { Due, Notice, Outbox } from '@shixu/pipeline/ports'
import type { Kysely, Transaction } from 'kysely'
import { onlyOneAtATime, setColumn } from '../dialect.ts'
import { putRows } from '../put-rows.ts'
import { heardOf } from './heard.ts'
import { postpone } from './postpone.ts'
import { type Replaced, replace, untriedOf } from './replace.ts'
import { dueRow, noticeRow, type OutboxTables, toldRow } from './tables.ts'
import { whole } from './told.ts'

type Db = Kysely<OutboxTables>
type Ready = Parameters<Outbox['dues']['gather']>[0]
type Compose = Parameters<Outbox['dues']['gather']>[1]

/** Recipients whose digests are made in one transaction, and whom one search finds. */
const [AT_ONCE, FOUND_AT_ONCE] = [1_000, 20_000]
/** Rows that keep coming hold a digest back no longer than this many times the grace. */
const PATIENCE = 10

export const outboxDues = (db: Db): Outbox['dues'] => ({
  add: (dues, now) =>
    db.transaction().execute(async (trx) => {
      const events = new Map(dues.map((due) => [due.event, due]))
      await putRows(trx, 'outbox_told', { rows: [...events.values()].map(toldRow), onConflict: 'keep' })
      return putRows(trx, 'outbox_due', { rows: dues.map((due) => dueRow(due, now)), onConflict: 'keep' })
    }),
  regions: async (day) =>
    (await db.selectFrom('outbox_due').select('region').distinct().where('notice', 'is', null).where('day', '<=', day).orderBy('region').execute()).map(
      ({ region }) => region,
    ),
  heardOf: (alerts) => heardOf(db, alerts),
  postpone: (what) => postpone(db, what),
  gather: async (ready, compose) => {
    let made = 0
    for (let before = -1; before < made; ) {
      before = made
      const recipients = await openRecipients(db, ready)
      for (let from = 0; from < recipients.length; from += AT_ONCE) {
        const some = await gatherSome(db, { ready, recipients: recipients.slice(from, from + AT_ONCE), compose })
        if (some === null) return made
        made += some
      }
    }
    return made
  },
})

/** Recipients of what no notice covers and no more of is coming in. Looking for them takes longer the more there is, so many are found at a time. */
async function openRecipients(db: Db, { day, now, graceMs }: Ready): Promise<readonly string[]> {
  const groups = await openRows(db, day)
    .select(['day', 'recipient'])
    .groupBy(['day', 'recipient'])
    .having((have) => have.or([have(have.fn.max('added_at'), '<=', now - graceMs), have(have.fn.min('added_at'), '<=', now - graceMs * PATIENCE)]))
    .orderBy('day')
    .orderBy('recipient')
    .limit(FOUND_AT_ONCE)
    .execute()
  return [...new Set(groups.map(({ recipient }) => recipient))]
}

const openRows = (db: Db, day: Day) => db.selectFrom('outbox_due').where('notice', 'is', null).where('day', '<=', day)

interface Some {
  readonly ready: Ready
  readonly recipients: readonly string[]
  readonly compose: Compose
}

/** One notifier gathers at a time, so that no digest is torn in two; all of them send. Null where another is at it. */
const gatherSome = (db: Db, { ready, recipients, compose }: Some): Promise<number | null> =>
  db.transaction().execute(async (trx) => {
    if (!(await onlyOneAtATime(trx, 'shixu.outbox.gather'))) return null
    const groups = await openGroups(trx, ready, recipients)
    // Only of whom there is something newer to tell: another notifier may have told it since they were found.
    const untried = ready.replaced ? await untriedOf(trx, groups.map(recipientOf)) : new Map<string, Replaced>()
    const notices = groups.flatMap((group) => {
      const all = [...(untried.get(recipientOf(group))?.dues ?? []), ...group]
      return wholly(all, compose(all))
    })
    await write(trx, notices, ready.now)
    if (ready.replaced) await replace(trx, { untried, by: notices, said: ready.replaced, now: ready.now })
    return notices.length
  })

const recipientOf = ([first]: readonly Due[]): string => first?.recipient ?? ''

/** What is due to them, of the days that are ready, by recipient; by day too, where each day is told apart. */
async function openGroups(trx: Transaction<OutboxTables>, ready: Ready, recipients: readonly string[]): Promise<readonly (readonly Due[])[]> {
  const open = openRows(trx, ready.day).selectAll().where('recipient', 'in', recipients)
  const rows = await open.orderBy('day').orderBy('recipient').orderBy('alert').orderBy('event').execute()
  const days = [...Map.groupBy(rows, (row) => `${row.day} ${row.recipient}`).values()].filter((day) => isReady(day, ready))
  const dues = await whole(trx, days.flat())
  return [...Map.groupBy(dues, (due) => (ready.replaced ? due.recipient : `${due.day} ${due.recipient}`)).values()]
}

const isReady = (rows: readonly { readonly added_at: number }[], { now, graceMs }: Ready): boolean => {
  const moments = rows.map(({ added_at }) => added_at)
  return Math.max(...moments) <= now - graceMs || Math.min(...moments) <= now - graceMs * PATIENCE
}

function wholly(group: readonly Due[], notices: readonly Notice[]): readonly Notice[] {
  const covered = notices.flatMap(({ covers }) => covers)
  if (covered.length !== group.length || new Set(covered).size !== group.length) {
    throw new RangeError(`Of ${group.length} rows due to ${group[0]?.recipient}, ${covered.length} would be covered.`)
  }
  return notices
}

async function write(trx: Transaction<OutboxTables>, notices: readonly Notice[], now: number): Promise<void> {
  await putRows(trx, 'outbox_notice', { rows: notices.map((notice) => noticeRow(notice, now)), onConflict: { key: ['id'], keep: ['attempts'] } })
  const covered = notices.flatMap(({ id, recipient, covers }) => covers.map((event) => ({ event, recipient, notice: id })))
  await setColumn(trx, { table: 'outbox_due', key: ['event', 'recipient'], column: 'notice' }, covered)
  const unsent = notices.flatMap((notice) => (notice.unsent ? [unsentDelivery(notice.id, notice.unsent, now)] : []))
  await putRows(trx, 'outbox_delivery', { rows: unsent, onConflict: { key: ['notice', 'attempt'] } })
}

const unsentDelivery = (notice: string, { state, code, text }: NonNullable<Notice['unsent']>, now: number): OutboxTables['outbox_delivery'] => ({
  notice,
  attempt: 1,
  channel: 'none',
  outcome: state,
  code,
  text,
  duration_ms: 0,
  tried_at: now,
  published: 0,
})
