import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { askJson, askShixu, newFolder, startShixu } from './test/ask-shixu.ts'

const AT = ['--region', 'demo-county']

const TABLES = ['vintage', 'target_version', 'command', 'assessment', 'alert_event', 'delivery', 'delivery_cover', 'target', 'indicator']

/** The tables of the state, opened beside whoever else has them. */
const tablesIn = (folder: string) => {
  const database = new DatabaseSync(join(folder, 'demo-county', 'store.db'), { timeout: 5_000 })
  return {
    all: () =>
      TABLES.map((table) =>
        database
          .prepare(`select * from ${table}`)
          .all()
          .map((row) => JSON.stringify(row))
          .sort(),
      ),
    spoil: () =>
      database.exec(`delete from vintage where rowid % 3 = 0; update assessment set light = 'green', seq_offset = seq_offset + 999999 where rowid % 7 = 0; delete from target;
        update alert_event set status = 'over'; update assessment set body = 'nonsense' where rowid % 5 = 0; delete from delivery`),
    close: () => database.close(),
  }
}

interface Row {
  readonly table?: string
  readonly rows: number
  readonly restored: number
  readonly mended: number
  readonly lost?: number
}

test('the ledger of one machine is made anew from its log, where nothing runs and by a service that does', { timeout: 120_000 }, async () => {
  const settings = { SHIXU_STATE: newFolder(), SHIXU_PORT: '0' }
  expect((await askShixu(settings, 'replay', ...AT, '--to', '2024-04-30', '--once')).exit).toBe(0)
  const tables = tablesIn(settings.SHIXU_STATE)
  const undisturbed = tables.all()

  const idle = await askShixu(settings, 'ledger', 'rebuild', ...AT)
  expect(idle.said.at(-1)).toMatch(/^\d+ records were read; every row was as it should be$/u)
  tables.spoil()
  expect(tables.all()).not.toEqual(undisturbed)
  const rows = await askJson<Row>(settings, 'ledger', 'rebuild', ...AT)
  expect(tables.all()).toEqual(undisturbed)
  const targets = rows.find(({ table }) => table === 'target')
  expect(targets).toMatchObject({ rows: 18, restored: 18, mended: 0 })
  expect(rows.at(-1)).toMatchObject({ unreadable: 0, lost: 0 })

  const service = startShixu(settings, 'replay', ...AT, '--to', '2024-04-30')
  const url = await service.url()
  tables.spoil()
  const asked = askShixu(settings, 'ledger', 'rebuild', ...AT)
  expect((await fetch(`${url}healthz`)).status).toBe(200)
  const { exit, said } = await asked
  expect({ exit, last: said.at(-1) }).toEqual({ exit: 0, last: expect.stringMatching(/rows were missing/u) })
  expect(tables.all()).toEqual(undisturbed)
  tables.close()
  service.signal('SIGTERM')
  expect(await service.ended).toMatchObject({ exit: 0 })
})

test('where there is nothing to make it from, the command says what to do', async () => {
  expect(await askShixu({ SHIXU_STATE: newFolder() }, 'ledger', 'rebuild', ...AT)).toMatchObject({
    exit: 3,
    told: [expect.stringContaining('start "shixu run"')],
  })
  const half = await askShixu({ SHIXU_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'ledger', 'rebuild')
  expect(half).toMatchObject({ exit: 2, told: [expect.stringContaining('SHIXU_KAFKA_BROKERS is not set')] })
  const other = await askShixu({ SHIXU_KAFKA_BROKERS: '127.0.0.1:1' }, 'ledger', 'rebuild')
  expect(other).toMatchObject({ exit: 2, told: [expect.stringContaining('SHIXU_DATABASE_URL is not set')] })
})
