import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { openSqliteFile } from '../sqlite-file.ts'
import { StoreFault } from '../store-fault.ts'

/** Name of the log's file in its folder. */
export const LOG_FILE = 'log.db'

/** Of the tables below; a log of a higher one is refused. */
const VERSION = 1

/** An assessment weighs 2 KB: on a page of this size it needs no second one. */
const PAGE_SIZE = 16_384

const PARTITIONS = 4

const TABLES = `
  create table record (
    topic text not null, partition integer not null, offset integer not null,
    time integer not null, region text, key text, id text, type text, body blob,
    primary key (topic, partition, offset)
  ) strict, without rowid;
  create table position (
    "group" text not null, topic text not null, partition integer not null, offset integer not null,
    primary key ("group", topic, partition)
  ) strict, without rowid;
  create table settings (partitions integer not null) strict;
`

export interface LogFileOptions {
  readonly folder: string
  /** Fixed when the log is made, since it decides which partition a region is in: 4 unless said otherwise. A log that is there keeps its number. */
  readonly partitions?: number
  readonly readOnly?: boolean
  /** Whether each commit survives a power cut; it does unless said otherwise. */
  readonly durable?: boolean
}

/** Opens the log of a folder, or makes it. Throws a StoreFault where it cannot be this one. */
export const openLogFile = ({ folder, partitions, readOnly = false, durable = true }: LogFileOptions): DatabaseSync => {
  const file = join(folder, LOG_FILE)
  if (!readOnly) mkdirSync(folder, { recursive: true })
  const database = openSqliteFile(file, { readOnly, durable, pageSize: PAGE_SIZE })
  try {
    const version = Number(database.prepare('pragma user_version').get()?.user_version)
    if (version > VERSION) throw new StoreFault('schema-newer', file)
    if (version === 0) makeTables(database, { file, partitions: partitions ?? PARTITIONS, readOnly })
    const found = partitionsOf(database)
    if (partitions !== undefined && found !== partitions)
      throw new StoreFault('partitions-differ', `${file} has ${found} partitions, ${partitions} were asked for`)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** How many partitions the log was made with. */
export const partitionsOf = (database: DatabaseSync): number => Number(database.prepare('select partitions from settings').get()?.partitions)

const makeTables = (database: DatabaseSync, { file, partitions, readOnly }: { file: string; partitions: number; readOnly: boolean }): void => {
  if (readOnly) throw new StoreFault('no-data', file)
  database.exec(`begin immediate; ${TABLES} insert into settings values (${Math.trunc(partitions)}); pragma user_version = ${VERSION}; commit`)
}
