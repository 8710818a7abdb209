import { chineseWorkdays } from '@shixu/adapters/calendar'
import { RECORDER } from '@shixu/pipeline'
import { type Stage, wallClock } from '@shixu/runtime'
import { type House, readSeeds, withLog, withStores } from '@shixu/service'
import type { Settings } from './config.ts'
import { createLedgerService } from './ledger-service.ts'

/** The ledger on Kafka and PostgreSQL: any number of them share the partitions. */
export const compose = (house: House<Settings>): readonly Stage[] => {
  const seeds = readSeeds(house.settings.seeds)
  return [
    withStores(house, (stores) => [
      {
        name: 'directory',
        start: async () => {
          // The newest year of a region has the last word on its names.
          const registries = seeds.map(({ registry }) => registry).sort((one, other) => one.year - other.year)
          for (const registry of registries) await stores.directory.remember(registry, chineseWorkdays())
          return () => undefined
        },
      },
      withLog(house, (log) => log.working(RECORDER, createLedgerService({ ...house, ...stores, calendar: wallClock }))),
    ]),
  ]
}
