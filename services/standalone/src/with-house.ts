import { createLogger, virtualClock, wallClock } from '@shixu/runtime'
import type { Seed } from '@shixu/service'
import { createHouse, type House } from './house.ts'
import { openState } from './open-state.ts'
import { claimFolder, modeOf, statePathOf } from './state-folder.ts'
import type { Surroundings } from './surroundings.ts'

/** Opens a state that nobody else holds, in the mode that it has, for one piece of work. Its calendar stands at the last day that began. */
export const withHouse = async <T>({ settings }: Surroundings, seed: Seed, work: (house: House) => Promise<T>): Promise<T> => {
  const path = statePathOf(settings.state, seed.name)
  const replay = modeOf(path) === 'replay'
  const state = await openState(claimFolder(path, { mode: replay ? 'replay' : 'run' }), settings)
  try {
    const lived = await state.stores.told.lastDay(seed.registry.region)
    const calendar = replay ? virtualClock(lived ?? `${seed.registry.year}-01-01`) : wallClock
    const logger = createLogger({ service: 'standalone', level: settings.logLevel })
    return await work(createHouse({ state, seed, calendar, replay, settings, logger }))
  } finally {
    await state.close()
  }
}
