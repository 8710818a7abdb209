import type { AlertEvent } from '@shixu/domain'
import type { Due } from '@shixu/pipeline/ports'
import type { Kysely, Selectable } from 'kysely'
import { rowsPerStatement } from '../dialect.ts'
import { unpack } from './packing.ts'
import { dueOf, type OutboxTables } from './tables.ts'

type Db = Kysely<OutboxTables>

/** The alert events that these rows are about, each read once; the map has all of them. */
export async function toldOf(db: Db, rows: readonly { readonly event: string }[]): Promise<ReadonlyMap<string, AlertEvent>> {
  const events = [...new Set(rows.map(({ event }) => event))]
  const size = rowsPerStatement(db, 1)
  const found = new Map<string, AlertEvent>()
  for (let from = 0; from < events.length; from += size) {
    const some = events.slice(from, from + size)
    for (const { event, told } of await db.selectFrom('outbox_told').select(['event', 'told']).where('event', 'in', some).execute()) {
      found.set(event, JSON.parse(unpack(told)) as AlertEvent)
    }
  }
  const missing = events.find((event) => !found.has(event))
  if (missing !== undefined) throw new RangeError(`The alert event ${missing} is due to somebody, and the outbox has not got it.`)
  return found
}

/** Rows as what is due, in their order. */
export async function whole(db: Db, rows: readonly Selectable<OutboxTables['outbox_due']>[]): Promise<readonly Due[]> {
  const told = await toldOf(db, rows)
  return rows.map((row) => dueOf(row, told.get(row.event)!))
}
