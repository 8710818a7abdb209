import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chineseWorkdays } from '@shixu/adapters/calendar'
import { openSqliteLog } from '@shixu/adapters/sqlite-log'
import { openSqlite, openStores } from '@shixu/adapters/store'
import { type Day, TOPICS } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline'
import { readSeed } from '@shixu/service'
import { liveThrough } from './replayed-events.ts'
import { ROOT } from './rooms.ts'

const BATCH = 500

/** The replay of a registry in PostgreSQL, as the ledger's service would have written it there: the tables, and the views over them. */
export const fillFromReplay = async (seed: string, databaseUrl: string): Promise<void> => {
  const state = mkdtempSync(join(tmpdir(), 'shixu-ledger-'))
  try {
    await liveThrough(seed, state)
    await recordReplayed({ seed, state }, databaseUrl)
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}

/** The same of a replay that stands in a folder of states. */
export const recordReplayed = async ({ seed, state }: { readonly seed: string; readonly state: string }, databaseUrl: string): Promise<void> => {
  const stores = await openStores(databaseUrl)
  try {
    const { registry } = readSeed(join(ROOT, 'seeds'), seed)
    await stores.directory.remember(registry, chineseWorkdays())
    const log = openSqliteLog({ folder: join(state, seed), readOnly: true })
    for (const topic of TOPICS) {
      const records: readonly Recorded[] = [...log.read(topic)]
      for (let from = 0; from < records.length; from += BATCH) await stores.ledger.record(records.slice(from, from + BATCH))
      await stores.deadletters.record(records.flatMap(({ event }) => (event === null ? [] : [event])))
    }
    await log.close()
    await copyIngest(join(state, seed, 'store.db'), { stores, region: registry.region })
  } finally {
    await stores.close()
  }
}

interface Into {
  readonly stores: Awaited<ReturnType<typeof openStores>>
  readonly region: string
}

/** What ingest keeps for itself and views tell of: the documents, and the day that was reached. */
const copyIngest = async (file: string, { stores, region }: Into): Promise<void> => {
  const from = openSqlite(file, { readOnly: true }).$extendTables<{
    archive_document: { feed: string; sha256: string; name: string; received_on: Day }
    ingest_day: { region: string; day: Day }
  }>()
  for (const { feed, sha256, name, received_on } of await from.selectFrom('archive_document').selectAll().execute())
    await stores.archive.keep({ feed, sha256, name, receivedOn: received_on, bytes: new Uint8Array() })
  for (const { day } of await from.selectFrom('ingest_day').selectAll().execute()) await stores.told.remember(region, { day })
  await from.destroy()
}
