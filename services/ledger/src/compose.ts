import { chineseWorkdays } from '@shixu/adapters/calendar'
import { openReaders, type Stores } from '@shixu/adapters/store'
import { RECORDER } from '@shixu/pipeline'
import { type Stage, wallClock } from '@shixu/runtime'
import { type House, readSeeds, type Seed, withLog, withStores } from '@shixu/service'
import type { Settings } from './config.ts'
import { createLedgerService } from './ledger-service.ts'

/** The ledger on Kafka and PostgreSQL: any number of them share the partitions, and each of them answers. */
export const compose = (house: House<Settings>): readonly Stage[] => {
  const seeds = readSeeds(house.settings.seeds)
  house.pages.api = null
  return [
    withStores(house, (stores) => [
      directory(seeds, stores),
      readerRole(house, stores),
      api(house),
      withLog(house, (log) => log.working(RECORDER, createLedgerService({ ...house, ...stores, calendar: wallClock }))),
    ]),
  ]
}

/** What things are called, and when figures are due. The newest year of a region has the last word on its names. */
const directory = (seeds: readonly Seed[], stores: Stores): Stage => ({
  name: 'directory',
  start: async () => {
    const registries = seeds.map(({ registry }) => registry).sort((one, other) => one.year - other.year)
    for (const registry of registries) await stores.directory.remember(registry, chineseWorkdays())
    return () => undefined
  },
})

/** Lets screens and people ask by SQL, where a password for them is given. */
const readerRole = ({ settings }: House<Settings>, stores: Stores): Stage => ({
  name: 'reader role',
  start: async () => {
    if (settings.readerPassword !== '') await stores.grantReader(settings.readerPassword)
    return () => undefined
  },
})

/** Answers from a connection that cannot write. */
const api = ({ settings, metrics, logger, pages }: House<Settings>): Stage => ({
  name: 'api',
  start: async () => {
    // What serves HTTP takes long to load, and whoever only wants the settings does not need it.
    const { openApi } = await import('./open-api.ts')
    const readers = await openReaders(settings.databaseUrl)
    const opened = await openApi({ readers, settings, metrics, logger }).catch(async (fault: unknown) => {
      await readers.close()
      throw fault
    })
    pages.api = opened.handle
    return async () => {
      pages.api = null
      await opened.close()
      await readers.close()
    }
  },
})
