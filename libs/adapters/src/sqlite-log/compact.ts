import type { DatabaseSync } from 'node:sqlite'
import type { Topic } from '@shixu/domain'

const DAY_MS = 86_400_000

/** Topics of which the newest record of a key is enough to go on from, and how old the others must be. */
const COMPACTED: readonly { readonly topic: Topic; readonly lagMs: number }[] = [
  { topic: 'facts', lagMs: 0 },
  { topic: 'assessments', lagMs: 0 },
  { topic: 'alerts', lagMs: 400 * DAY_MS },
]

/**
 * Of what every group that reads a place has handled, only the newest record of each key is kept, tombstones included. Where nobody has read, nothing goes.
 * The last record of a place always stays, so no offset is ever given out twice.
 */
const SUPERSEDED = `
  with handled as (select partition, min(offset) as until from position where topic = ?1 group by partition),
  aged as (
    select record.partition, record.offset, row_number() over (partition by record.partition, record.key order by record.offset desc) as age
    from record join handled on handled.partition = record.partition and record.offset < handled.until
    where record.topic = ?1 and record.key is not null and record.time <= ?2
  )
  delete from record where topic = ?1 and (partition, offset) in (select partition, offset from aged where age > 1)
`

/** Drops superseded records and says how many. The file keeps its size; the room is used again. */
export const compactRecords = (database: DatabaseSync, now: number): number => {
  const drop = database.prepare(SUPERSEDED)
  return COMPACTED.reduce((sum, { topic, lagMs }) => sum + Number(drop.run(topic, now - lagMs).changes), 0)
}
