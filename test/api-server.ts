import { openReaders, openStores, type Scope } from '@shixu/adapters/store'
import { openApi } from '@shixu/ledger/api'
import { createLogger, createMetrics, serve } from '@shixu/runtime'

export interface ApiServer {
  readonly url: string
  /** Makes a token that reads so much. */
  token(scope: Scope, expiresOn?: string): Promise<string>
  revoke(id: string): Promise<void>
  metrics(): Promise<string>
  close(): Promise<void>
}

interface Serving {
  readonly own?: string
  readonly perMinute?: number
  readonly limits?: Parameters<typeof serve>[1]['limits']
}

/** The API over a database that is there, on a port that the machine chooses. With `own` there is a token from the beginning. */
export const serveApi = async (databaseUrl: string, { own = '', perMinute = 100_000, limits }: Serving = {}): Promise<ApiServer> => {
  const stores = await openStores(databaseUrl)
  const readers = await openReaders(databaseUrl)
  const metrics = createMetrics()
  const settings = { host: '127.0.0.1', apiToken: own, apiPerMinute: perMinute }
  const api = await openApi({ readers, settings, metrics, logger: createLogger({ service: 'test', level: 'error' }) })
  const server = await serve(
    { title: 'test', metrics, healthy: () => null, ready: () => null, api: () => api.handle },
    { host: '127.0.0.1', port: 0, ...(limits && { limits }) },
  )
  return {
    url: `http://127.0.0.1:${server.port}`,
    token: async (scope, expiresOn = '2999-12-31') => (await stores.tokens.create({ name: 'test', scope, madeOn: '2024-01-01', expiresOn })).secret,
    revoke: async (id) => void (await stores.tokens.revoke(id, '2024-01-02')),
    metrics: () => metrics.metrics(),
    close: async () => {
      await server.close()
      await api.close()
      await readers.close()
      await stores.close()
    },
  }
}
