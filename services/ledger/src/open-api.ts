import type { Readers } from '@shixu/adapters/store'
import { ListenFault, type Logger, type Registry, wallClock } from '@shixu/runtime'
import { type Api, createApi } from './api/create-api.ts'

export interface ApiOpening {
  readonly readers: Pick<Readers, 'reader' | 'tokens'>
  readonly settings: { readonly host: string; readonly apiToken: string; readonly apiPerMinute: number }
  readonly metrics: Registry
  readonly logger: Logger
}

const isLoopback = (host: string): boolean => /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/u.test(host)

/** The API over what the ledger holds. On loopback it is open until there is a token; any other address is refused without one, with a `ListenFault`. */
export const openApi = async ({ readers: { reader, tokens }, settings, ...parts }: ApiOpening): Promise<Api> => {
  const { host, apiToken: ownToken, apiPerMinute: perMinute } = settings
  const anyToken = async () => ownToken !== '' || (await tokens.list()).some(({ revokedOn, expiresOn }) => revokedOn === null && expiresOn >= wallClock.today())
  if (!isLoopback(host) && !(await anyToken()))
    throw new ListenFault(
      `SHIXU_HOST is ${host}, where others can reach the API, and there is no token: make one with "shixu token create", or give one by SHIXU_API_TOKEN_FILE.`,
    )
  const isOpen = async () => isLoopback(host) && !(await anyToken())
  return createApi({ reader, tokens, ownToken, perMinute, isOpen, clock: wallClock, ...parts })
}
