import { setTimeout as wait } from 'node:timers/promises'
import { isAway, openStores, type Stores } from '@shixu/adapters/store'
import { around, type Stage } from '@shixu/runtime'
import { quietly } from './quietly.ts'
import type { House } from './run-service.ts'

const AGAIN_MS = 2_000

type StoresHouse = House<{ readonly databaseUrl: string }>

/** Connects to PostgreSQL, brings its tables to the present version, and starts what needs them. While no server answers it tries on; what waiting does not mend ends it. */
export const withStores = (house: StoresHouse, stages: (stores: Stores) => readonly Stage[]): Stage => {
  let isOpen = false
  house.vitals.watch({ healthy: () => null, ready: () => (isOpen ? null : 'PostgreSQL has not answered yet') })
  return around('stores', {
    open: async () => {
      const stores = await opened(house)
      isOpen = true
      return stores
    },
    close: (stores) => stores.close(),
    stages,
    logger: house.logger,
  })
}

const opened = async ({ settings, logger, now, signal }: StoresHouse): Promise<Stores> => {
  const say = quietly(logger, now)
  for (;;) {
    try {
      return await openStores(settings.databaseUrl)
    } catch (fault) {
      if (!isAway(fault) || signal.aborted) throw fault
      say('warn', 'PostgreSQL does not answer; trying on', { host: new URL(settings.databaseUrl).host })
      await wait(AGAIN_MS, undefined, { signal })
    }
  }
}
