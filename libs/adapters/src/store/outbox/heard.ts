import type { Heard } from '@shixu/pipeline/ports'
import type { Kysely } from 'kysely'
import { rowsPerStatement } from '../dialect.ts'
import type { OutboxTables } from './tables.ts'

type Db = Kysely<OutboxTables>

/** What never reached, or was never meant to reach, whom it was due to. */
const UNHEARD = ['refused', 'dead', 'superseded'] as const

/** Who was told of alerts, or is about to be: the newest of each recipient and alert. */
export async function heardOf(db: Db, alerts: readonly string[]): Promise<readonly Heard[]> {
  const size = rowsPerStatement(db, 1)
  const found: Heard[] = []
  for (let from = 0; from < alerts.length; from += size) found.push(...(await someHeard(db, alerts.slice(from, from + size))))
  return [...new Map(found.map((each) => [`${each.alert} ${each.recipient}`, each])).values()]
}

const someHeard = async (db: Db, alerts: readonly string[]): Promise<readonly Heard[]> => {
  const rows = await db
    .selectFrom('outbox_due as due')
    .leftJoin('outbox_notice as notice', 'notice.id', 'due.notice')
    .select(['due.recipient', 'due.bureau', 'due.alert', 'due.day', 'due.role', 'due.route', 'due.channels'])
    .where('due.alert', 'in', alerts)
    .where((where) => where.or([where('due.notice', 'is', null), where('notice.state', 'not in', UNHEARD)]))
    .orderBy('due.day')
    .execute()
  return rows.map(({ channels, ...row }) => ({ ...row, channels: JSON.parse(channels) as string[] }))
}
