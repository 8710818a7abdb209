import type { Due, Notice, Outbox } from '@shixu/pipeline/ports'
import type { Kysely, Transaction } from 'kysely'
import { onlyOneAtATime, rowsPerStatement, setColumn } from '../dialect.ts'
import { putRows } from '../put-rows.ts'
import { heardOf, postpone } from './heard.ts'
import { type Replaced, replace, untriedOf } from './replace.ts'
import { dueOf, dueRow, noticeRow, type OutboxTables } from './tables.ts'

type Db = Kysely<OutboxTables>
type Ready = Parameters<Outbox['dues']['gather']>[0]
type Compose = Parameters<Outbox['dues']['gather']>[1]

const DUE_COLUMNS = 12
/** Digests that are made in one transaction. */
const GROUPS_AT_ONCE = 1_000
/** Rows that keep coming hold a digest back no longer than this many times the grace. */
const PATIENCE = 10

export const outboxDues = (db: Db): Outbox['dues'] => ({
  add: async (dues, now) => {
    const rows = dues.map((due) => dueRow(due, now))
    const size = rowsPerStatement(db, DUE_COLUMNS)
    return db.transaction().execute(async (trx) => {
      let added = 0
      for (let from = 0; from < rows.length; from += size) {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('outbox_due')
          .values(rows.slice(from, from + size))
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow()
        added += Number(numInsertedOrUpdatedRows ?? 0)
      }
      return added
    })
  },
  regions: async (day) =>
    (await db.selectFrom('outbox_due').select('region').distinct().where('notice', 'is', null).where('day', '<=', day).orderBy('region').execute()).map(
      ({ region }) => region,
    ),
  heardOf: (alerts) => heardOf(db, alerts),
  postpone: (what) => postpone(db, what),
  gather: async (ready, compose) => {
    let made = 0
    for (let some = await gatherSome(db, ready, compose); some > 0; some = await gatherSome(db, ready, compose)) made += some
    return made
  },
})

/** One notifier gathers at a time, so that no digest is torn in two; all of them send. */
const gatherSome = (db: Db, ready: Ready, compose: Compose): Promise<number> =>
  db.transaction().execute(async (trx) => {
    if (!(await onlyOneAtATime(trx, 'shixu.outbox.gather'))) return 0
    const groups = await openGroups(trx, ready)
    const recipients = groups.map(([first]) => first!.recipient)
    const untried = ready.replaced ? await untriedOf(trx, recipients) : new Map<string, Replaced>()
    const notices = groups.flatMap((group) => {
      const whole = [...(untried.get(group[0]!.recipient)?.dues ?? []), ...group]
      return wholly(whole, compose(whole))
    })
    await write(trx, notices, ready.now)
    if (ready.replaced) await replace(trx, { untried, by: notices, said: ready.replaced, now: ready.now })
    return notices.length
  })

/** Rows without a notice by recipient, where no more of a day are coming in; by day too, where each day is told apart. */
async function openGroups(trx: Transaction<OutboxTables>, { day, now, graceMs, replaced }: Ready): Promise<readonly (readonly Due[])[]> {
  const open = trx.selectFrom('outbox_due').where('notice', 'is', null).where('day', '<=', day)
  const groups = await open
    .select(['recipient', 'day'])
    .groupBy(['recipient', 'day'])
    .having((have) => have.or([have(have.fn.max('added_at'), '<=', now - graceMs), have(have.fn.min('added_at'), '<=', now - graceMs * PATIENCE)]))
    .orderBy('day')
    .orderBy('recipient')
    .limit(GROUPS_AT_ONCE)
    .execute()
  if (groups.length === 0) return []
  const keys = new Set(groups.map((group) => `${group.day} ${group.recipient}`))
  const recipients = [...new Set(groups.map(({ recipient }) => recipient))]
  const rows = await open.selectAll().where('recipient', 'in', recipients).orderBy('day').orderBy('recipient').orderBy('alert').orderBy('event').execute()
  const ready = rows.filter((row) => keys.has(`${row.day} ${row.recipient}`))
  return [...Map.groupBy(ready, (row) => (replaced ? row.recipient : `${row.day} ${row.recipient}`)).values()].map((group) => group.map(dueOf))
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
