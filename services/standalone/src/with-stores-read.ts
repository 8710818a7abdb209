import { openStores, type Stores } from '@shixu/adapters/store'
import { readEnv } from '@shixu/runtime'
import { DATABASE, type Seed } from '@shixu/service'
import { CommandFault } from './command-fault.ts'
import { withFacts } from './facts.ts'
import type { Surroundings } from './surroundings.ts'

/** Whether the stores of this installation are on PostgreSQL, by the settings. */
export const hasDatabase = ({ environment }: Surroundings): boolean =>
  [environment.SHIXU_DATABASE_URL, environment.SHIXU_DATABASE_URL_FILE].some((given) => (given ?? '').trim() !== '')

/** The stores on PostgreSQL that the settings name. */
export const withDatabase = async <T>({ environment }: Surroundings, work: (stores: Stores) => Promise<T>): Promise<T> => {
  const stores = await openStores(readEnv(DATABASE, environment).databaseUrl)
  try {
    return await work(stores)
  } finally {
    await stores.close()
  }
}

/** The same or, where none is named, those of the state's folder for reading, beside a running service or after it. */
export const withStoresRead = <T>(surroundings: Surroundings, seed: Seed, work: (stores: Stores) => Promise<T>): Promise<T> =>
  hasDatabase(surroundings)
    ? withDatabase(surroundings, work)
    : withFacts({ settings: surroundings.settings, seed }, ({ state }) => {
        if (state === null) throw new CommandFault('state', 'There is no state yet: start "shixu run" or "shixu replay" once.')
        return work(state.stores)
      })
