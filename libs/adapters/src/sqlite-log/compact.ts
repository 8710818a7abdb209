import type { DatabaseSync } from 'node:sqlite'
import { KEEP_MS } from '@shixu/contracts'
import type { Topic } from '@shixu/domain'

/** Topics of which the newest record of a key is enough to go on from, and how old the others must be. */
const COMPACTED: readonly { readonly topic: Topic; readonly lagMs: number }[] = [
  { topic: 'facts', lagMs: 0 },
  { topic: 'assessments', lagMs: 0 },
  { topic: 'alerts', lagMs: KEEP_MS },
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

/** Topics of what happened: nothing of them is newer than another, and all of it is kept as long. */
const KEPT: readonly Topic[] = ['deliveries', 'deadletters']

/** In the order in which records were written, up to the first that is young enough; no further than every group that reads the place has handled, and never the last. */
const EXPIRED = `
  with handled as (select partition, min(offset) as until from position where topic = ?1 group by partition),
  young as (
    select partition, coalesce(
      (select offset from record where topic = ?1 and partition = handled.partition and time > ?2 order by offset limit 1),
      (select max(offset) from record where topic = ?1 and partition = handled.partition)
    ) as first from handled
  )
  delete from record where topic = ?1 and exists (
    select 1 from handled join young using (partition) where handled.partition = record.partition and record.offset < handled.until and record.offset < young.first
  )
`

/** Drops what happened longer ago than is promised to be kept, and says how many records that were. */
export const expireRecords = (database: DatabaseSync, now: number): number => {
  const drop = database.prepare(EXPIRED)
  return KEPT.reduce((sum, topic) => sum + Number(drop.run(topic, now - KEEP_MS).changes), 0)
}
