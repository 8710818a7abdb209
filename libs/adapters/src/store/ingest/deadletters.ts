import { createHash } from 'node:crypto'
import type { Closing, DeadLetter, Event, KeptLetter } from '@shixu/domain'
import type { Deadletters } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import { inParts } from './in-parts.ts'
import type { DeadletterRow, IngestTables } from './tables.ts'

const ROWS = 100

/** Dead letters, one row each. A copy of the log's for people: what was closed stays closed when the log is read again. */
export const createDeadletters = (database: Database): Deadletters => {
  const db = database.$extendTables<IngestTables>()
  return {
    record: async (events) => {
      const rows = new Map(events.flatMap((event) => rowsOf(event)).map((row) => [row.id, row]))
      for (const part of inParts([...rows.values()], ROWS))
        await db
          .insertInto('deadletter')
          .values(part)
          .onConflict((conflict) =>
            conflict
              .column('id')
              .doUpdateSet(({ ref }) => ({
                code: ref('excluded.code'),
                reason: ref('excluded.reason'),
                day: ref('excluded.day'),
                document: ref('excluded.document'),
                ...OPEN,
              }))
              .where(({ and, or, eb, ref }) =>
                and([
                  eb(ref('excluded.day'), '>', ref('deadletter.closed_on')),
                  or([eb('deadletter.closed_as', '=', 'mended'), eb(ref('excluded.code'), '<>', ref('deadletter.code'))]),
                ]),
              ),
          )
          .execute()
    },
    list: async ({ id, region, about, document, open }) => {
      let query = db.selectFrom('deadletter').selectAll().orderBy('day').orderBy('source').orderBy('place')
      if (id !== undefined) query = query.where('id', '=', id)
      if (region !== undefined) query = query.where('region', '=', region)
      if (about !== undefined) query = query.where('about', '=', about)
      if (document !== undefined) query = query.where('document', '=', document)
      if (open !== undefined) query = query.where('closed_on', open ? 'is' : 'is not', null)
      return (await query.execute()).map(keptOf)
    },
    close: async (id, { on, as, why }) => {
      await db.updateTable('deadletter').set({ closed_on: on, closed_as: as, closed_why: why }).where('id', '=', id).execute()
    },
  }
}

const OPEN = { closed_on: null, closed_as: null, closed_why: null }

/** An event's id is long; twelve digits tell more letters apart than anyone will read. */
const shortId = (eventId: string): string => createHash('sha256').update(eventId).digest('hex').slice(0, 12)

const rowsOf = (event: Event): readonly DeadletterRow[] =>
  event.type === 'dead-lettered' && event.data ? [{ id: shortId(event.id), region: event.region, ...lettered(event.data), ...OPEN }] : []

const lettered = ({ source, place, code, reason, bytes, sha256, length, day, about, document }: DeadLetter): DeadLetter => ({
  source,
  place,
  code,
  reason,
  bytes,
  sha256,
  length,
  day,
  about,
  document,
})

const keptOf = (row: DeadletterRow): KeptLetter => ({ id: row.id, region: row.region, letter: lettered(row), closed: closingOf(row) })

const closingOf = ({ closed_on: on, closed_as: as, closed_why: why }: DeadletterRow): Closing | null =>
  on === null ? null : { on, as: as as Closing['as'], why: why ?? '' }
