import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject, onTestFinished } from 'vitest'
import { freshDatabase } from './postgres.ts'

/** How the two kinds of database are opened. */
export interface DatabaseOpeners<D> {
  sqlite(file: string): D
  postgres(url: string): D
}

/** Opens the test's own database, empty the first time; each opening is closed after the test. */
export type OpenDatabase<D> = () => Promise<D>

/** Holds a store to the same suite on SQLite and on PostgreSQL. For integration tests: `open` gives the same database all through one test. */
export const onBothDatabases = <D extends { destroy(): Promise<void> }>(
  name: string,
  openers: DatabaseOpeners<D>,
  suite: (open: OpenDatabase<D>, kind: keyof DatabaseOpeners<D>) => void,
): void => {
  describe(`${name} on SQLite`, () =>
    suite(
      openerPerTest(async () => openers.sqlite.bind(null, sqliteFile())),
      'sqlite',
    ))
  const server = inject('postgresUrl')
  describe.skipIf(server === undefined)(`${name} on PostgreSQL`, () =>
    suite(
      openerPerTest(async () => openers.postgres.bind(null, await freshDatabase(String(server)))),
      'postgres',
    ),
  )
}

const sqliteFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'shixu-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return join(folder, 'store.db')
}

const openerPerTest = <D extends { destroy(): Promise<void> }>(make: () => Promise<() => D>): OpenDatabase<D> => {
  let made: Promise<() => D> | null = null
  return async () => {
    if (made === null) {
      made = make()
      onTestFinished(() => {
        made = null
      })
    }
    const database = (await made)()
    onTestFinished(() => database.destroy())
    return database
  }
}
