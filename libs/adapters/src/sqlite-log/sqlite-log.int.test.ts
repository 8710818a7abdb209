import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type EventLogHarness, eventLogContract } from '@shixu/testkit/event-log-contract'
import { partitionOf } from '../partition.ts'
import { LOG_FILE } from './log-file.ts'
import { openSqliteLog } from './sqlite-log.ts'

const PARTITIONS = 3

const harness = async (): Promise<EventLogHarness> => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-log-'))
  return {
    partitionOf: (region) => partitionOf(region, PARTITIONS),
    open: async (options) => {
      const retry = options?.between ? { times: 0, firstMs: 0 } : { times: 5, firstMs: 1 }
      const log = openSqliteLog({ folder, partitions: PARTITIONS, retry, ...options })
      return { log, close: log.close }
    },
    poison: async ({ topic, region, key, bytes }) => {
      const database = new DatabaseSync(join(folder, LOG_FILE))
      const place = [topic, partitionOf(region, PARTITIONS)] as const
      const end = Number(database.prepare('select max(offset) + 1 as "end" from record where topic = ? and partition = ?').get(...place)?.end ?? 0)
      database
        .prepare('insert into record (topic, partition, offset, time, region, key, id, type, body) values (?, ?, ?, 0, ?, ?, ?, ?, ?)')
        .run(...place, end, region, key, 'id', 'shixu.command-given.v1', bytes)
      database.close()
    },
    dispose: async () => rmSync(folder, { recursive: true }),
  }
}

eventLogContract('The log in SQLite', harness)
