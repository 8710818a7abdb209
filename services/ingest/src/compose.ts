import { type Stage, until, wallClock } from '@shixu/runtime'
import { type House, processName, readSeeds, withLog, withStores } from '@shixu/service'
import type { Settings } from './config.ts'
import { createIngestService } from './ingest-service.ts'
import { openSources } from './sources.ts'
import { takeTurns } from './take-turns.ts'

/** Ingest on Kafka and PostgreSQL: any number of them, of which one at a time pulls a feed. */
export const compose = (house: House<Settings>): readonly Stage[] => {
  const seeds = readSeeds(house.settings.seeds)
  return [
    withStores(house, (stores) => [
      withLog(house, (log) => {
        const { feeds, watch, look } = openSources(seeds, stores)
        const ingest = createIngestService({ ...house, ...stores, log, calendar: wallClock, watch })
        const turns = { seeds, feeds, look, ingest, logger: house.logger, leases: stores.leases, holder: processName() }
        return [until('turns', (signal) => takeTurns(turns, signal), house.failed)]
      }),
    ]),
  ]
}
