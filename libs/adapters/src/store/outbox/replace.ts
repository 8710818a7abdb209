import type { Due, Notice } from '@shixu/pipeline/ports'
import { sql, type Transaction } from 'kysely'
import { rowsPerStatement, skipLocked } from '../dialect.ts'
import { putRows } from '../put-rows.ts'
import type { OutboxTables } from './tables.ts'
import { whole } from './told.ts'

type Trx = Transaction<OutboxTables>

/** Notices of one recipient that nothing has reached him of, and what they cover. */
export interface Replaced {
  readonly notices: readonly { readonly id: string; readonly attempts: number }[]
  readonly dues: readonly Due[]
}

/** What waits for these recipients, cannot have reached him by any channel and is not being tried: newer events may still change it. */
export async function untriedOf(trx: Trx, recipients: readonly string[]): Promise<ReadonlyMap<string, Replaced>> {
  const size = rowsPerStatement(trx, 1)
  const found = new Map<string, Replaced>()
  for (let from = 0; from < recipients.length; from += size) {
    for (const [recipient, each] of await someUntried(trx, recipients.slice(from, from + size))) found.set(recipient, each)
  }
  return found
}

async function someUntried(trx: Trx, recipients: readonly string[]): Promise<ReadonlyMap<string, Replaced>> {
  const waiting = trx
    .selectFrom('outbox_notice')
    .select(['id', 'recipient', 'attempts'])
    .where('recipient', 'in', recipients)
    .where('next_at', 'is not', null)
    .where('state', 'in', ['queued', 'deferred'])
    .where('unknowns', '=', 0)
    .where('may_have_it', '=', 0)
    .where(({ not, exists }) => not(exists(inParts())))
  const notices = await skipLocked(trx, waiting).execute()
  if (notices.length === 0) return new Map()
  const ids = notices.map(({ id }) => id)
  const waitingFor = [...new Set(notices.map(({ recipient }) => recipient))]
  const covered = trx.selectFrom('outbox_due').selectAll().where('recipient', 'in', waitingFor).where('notice', 'in', ids)
  const dues = Map.groupBy(await whole(trx, await covered.orderBy('alert').orderBy('event').execute()), ({ recipient }) => recipient)
  return new Map(
    [...Map.groupBy(notices, ({ recipient }) => recipient)].map(([recipient, each]) => [recipient, { notices: each, dues: dues.get(recipient) ?? [] }]),
  )
}

/** A message of which some parts are out, or may be, cannot be taken back. How far it has come is noted before the first goes out; the marks of JSON stand in no words, which have theirs escaped. */
const inParts = () => sql`(select 1 from channel_progress as part where part.message = outbox_notice.id
  and (part.parts like '%"state":"sending"%' or part.parts like '%"state":"taken"%'))`

interface Replacing {
  readonly untried: ReadonlyMap<string, Replaced>
  readonly by: readonly Notice[]
  readonly said: { readonly code: string; readonly text: string }
  readonly now: number
}

/** Ends notices that others tell the news of, and says so in the history. One that came out the same stays as it is. */
export async function replace(trx: Trx, { untried, by, said, now }: Replacing): Promise<void> {
  const kept = new Set(by.map(({ id }) => id))
  const gone = [...untried.values()].flatMap(({ notices }) => notices).filter(({ id }) => !kept.has(id))
  if (gone.length > 0) await supersede(trx, { gone, said, now })
}

interface Superseding extends Pick<Replacing, 'said' | 'now'> {
  readonly gone: Replaced['notices']
}

/** Ends notices, and says in the history why. */
export async function supersede(trx: Trx, { gone, said, now }: Superseding): Promise<void> {
  const ids = gone.map(({ id }) => id)
  await trx
    .updateTable('outbox_notice')
    .set((set) => ({ state: 'superseded', next_at: null, via: 'none', attempts: set('attempts', '+', 1) }))
    .where('id', 'in', ids)
    .execute()
  const rows = gone.map(({ id, attempts }) => ({
    ...{ notice: id, attempt: attempts + 1, channel: 'none', outcome: 'superseded', ...said, duration_ms: 0 },
    ...{ tried_at: now, published: 0 },
  }))
  await putRows(trx, 'outbox_delivery', { rows, onConflict: 'keep' })
}
