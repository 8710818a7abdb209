import type { DatabaseSync } from 'node:sqlite'
import { decodeEvent, type EncodedEvent } from '@shixu/contracts'
import type { Topic } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import { partitionOf } from '../partition.ts'
import { partitionsOf } from './log-file.ts'

/** One topic of one partition. */
export interface Place {
  readonly topic: Topic
  readonly partition: number
}

/** Records of one place from an offset, `until` left out, `limit` at most. */
export interface Page extends Place {
  readonly from: number
  readonly until: number
  readonly limit: number
}

/** The offset that a group reads next. */
export interface Position extends Place {
  readonly group: string
  readonly offset: number
}

/** What becomes durable together: events, and with them the position of the group whose work they are. */
export interface Commit {
  readonly events: readonly EncodedEvent[]
  readonly position?: Position
}

/** The log's rows. Everything is done when it returns; ends and positions are answered from memory. */
export interface Records {
  readonly partitions: number
  page(page: Page): Recorded[]
  /** The offset that the next record will have. */
  end(place: Place): number
  /** The same as it stands in the file, for a reader beside the writer. */
  storedEnd(place: Place): number
  position(group: string, place: Place): number
  /** One transaction for all of them. `appended` runs when the events of one commit are written and its position is not. */
  write(commits: readonly Commit[], appended?: () => void): void
}

interface Row {
  readonly offset: number
  readonly time: number
  readonly region: string | null
  readonly key: string | null
  readonly id: string | null
  readonly type: string | null
  readonly body: Uint8Array | null
}

const placed = ({ topic, partition }: Place): string => `${topic}/${partition}`
const positioned = (group: string, place: Place): string => `${group}/${placed(place)}`

/** Reads what is there, and takes it from then on that nobody else writes. */
export const openRecords = (database: DatabaseSync, now: () => number): Records => {
  const partitions = partitionsOf(database)
  const ends = loadEnds(database)
  const positions = loadPositions(database)
  const select = database.prepare(
    'select offset, time, region, key, id, type, body from record where topic = ? and partition = ? and offset >= ? and offset < ? order by offset limit ?',
  )
  const selectEnd = database.prepare('select max(offset) + 1 as "end" from record where topic = ? and partition = ?')
  const insert = database.prepare('insert into record (topic, partition, offset, time, region, key, id, type, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const upsert = database.prepare(
    'insert into position ("group", topic, partition, offset) values (?, ?, ?, ?) on conflict do update set offset = excluded.offset where excluded.offset > offset',
  )

  const append = ({ topic, region, key, id, type, body }: EncodedEvent, grown: Map<string, number>): void => {
    const place = { topic, partition: partitionOf(region, partitions) }
    const offset = grown.get(placed(place)) ?? ends.get(placed(place)) ?? 0
    insert.run(topic, place.partition, offset, now(), region, key, id, type, body)
    grown.set(placed(place), offset + 1)
  }
  const moveTo = ({ group, topic, partition, offset }: Position) => upsert.run(group, topic, partition, offset)

  return {
    partitions,
    page: ({ topic, partition, from, until, limit }) =>
      (select.all(topic, partition, from, until, limit) as unknown as Row[]).map((row) => recorded(row, { topic, partition })),
    end: (place) => ends.get(placed(place)) ?? 0,
    storedEnd: ({ topic, partition }) => Number(selectEnd.get(topic, partition)?.end ?? 0),
    position: (group, place) => positions.get(positioned(group, place)) ?? 0,
    write: (commits, appended) => {
      const grown = new Map<string, number>()
      transact(database, () => {
        for (const { events, position } of commits) {
          for (const event of events) append(event, grown)
          if (position === undefined) continue
          appended?.()
          moveTo(position)
        }
      })
      for (const [place, end] of grown) ends.set(place, end)
      for (const { position } of commits) if (position) positions.set(positioned(position.group, position), position.offset)
    },
  }
}

const transact = (database: DatabaseSync, work: () => void): void => {
  database.exec('begin immediate')
  try {
    work()
    database.exec('commit')
  } catch (error) {
    // Where the disk is full SQLite has undone it by itself.
    if (database.isTransaction) database.exec('rollback')
    throw error
  }
}

const recorded = ({ offset, time, region, key, id, type, body }: Row, place: Place): Recorded => {
  const decoded = decodeEvent({ topic: place.topic, region: region ?? '', key: key ?? '', id: id ?? '', type: type ?? '', body })
  if (decoded.ok) return { ...place, offset, writtenAt: time, event: decoded.event }
  return { ...place, offset, writtenAt: time, event: null, unreadable: { key, reason: decoded.reason, bytes: body ?? new Uint8Array() } }
}

const loadEnds = (database: DatabaseSync): Map<string, number> => {
  const rows = database.prepare('select topic, partition, max(offset) + 1 as end from record group by topic, partition').all() as unknown as (Place & {
    end: number
  })[]
  return new Map(rows.map((row) => [placed(row), row.end]))
}

const loadPositions = (database: DatabaseSync): Map<string, number> => {
  const rows = database.prepare('select "group", topic, partition, offset from position').all() as unknown as Position[]
  return new Map(rows.map((row) => [positioned(row.group, row), row.offset]))
}
