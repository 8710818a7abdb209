import type { Outbox } from '@shixu/pipeline/ports'
import type { Kysely, Transaction } from 'kysely'
import { afterTheOthers } from '../dialect.ts'
import { supersede, untriedOf } from './replace.ts'
import type { OutboxTables } from './tables.ts'

type Postponing = Parameters<Outbox['dues']['postpone']>[0]
type Trx = Transaction<OutboxTables>

/** Not while digests are made: one that is being made may tell of what is postponed. */
export const postpone = (db: Kysely<OutboxTables>, what: Postponing): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await afterTheOthers(trx, 'shixu.outbox.gather')
    await withdraw(trx, what)
    const { alert, but, day } = what
    await trx.updateTable('outbox_due').set({ day }).where('alert', '=', alert).where('event', '!=', but).where('notice', 'is', null).execute()
  })

/** Ends notices that tell of the alert and of which nothing has gone out. All that they cover is open again. */
async function withdraw(trx: Trx, { alert, but, withdrawn: said, now }: Postponing): Promise<void> {
  const told = await coveredOf(trx, { alert, but })
  if (told.length === 0) return
  const recipients = [...new Set(told.map(({ recipient }) => recipient))]
  const tellsOfIt = new Set(told.map(({ notice }) => notice))
  const gone = [...(await untriedOf(trx, recipients)).values()].flatMap(({ notices }) => notices.filter(({ id }) => tellsOfIt.has(id)))
  if (gone.length === 0) return
  const ids = gone.map(({ id }) => id)
  await trx.updateTable('outbox_due').set({ notice: null }).where('recipient', 'in', recipients).where('notice', 'in', ids).execute()
  await supersede(trx, { gone, said, now })
}

const coveredOf = (trx: Trx, { alert, but }: Pick<Postponing, 'alert' | 'but'>) =>
  trx
    .selectFrom('outbox_due as due')
    .innerJoin('outbox_notice as notice', 'notice.id', 'due.notice')
    .select(['due.recipient', 'due.notice'])
    .where('due.alert', '=', alert)
    .where('due.event', '!=', but)
    .where('notice.next_at', 'is not', null)
    .execute()
