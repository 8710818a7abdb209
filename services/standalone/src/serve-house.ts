import { openSqlite, readersOn } from '@shixu/adapters/store'
import { type Logger, type Served, type Surface, serveAt } from '@shixu/runtime'
import type { House } from './house.ts'
import type { Settings } from './settings.ts'

interface Serving {
  readonly house: Pick<House, 'metrics' | 'state' | 'handlers'>
  readonly settings: Settings
  readonly logger: Logger
}

/** Serves metrics, health and the API of a house. The API asks by a connection of its own that cannot write. */
export const serveHouse = async ({ house, settings, logger }: Serving, health: Pick<Surface, 'healthy' | 'ready'>): Promise<Served> => {
  // What serves HTTP takes long to load, and most commands serve nothing.
  const { openApi } = await import('@shixu/ledger/api')
  const readers = readersOn(openSqlite(house.state.folder.store, { readOnly: true }))
  try {
    const api = await openApi({ readers, settings, metrics: house.metrics, logger })
    const server = await serveAt(settings, { metrics: house.metrics, handlers: house.handlers, ...health, api: () => api.handle })
    return {
      url: server.url,
      close: async () => {
        await server.close()
        await api.close()
        await readers.close()
      },
    }
  } catch (fault) {
    await readers.close()
    throw fault
  }
}
