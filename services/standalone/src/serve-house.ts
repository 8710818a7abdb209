import { type Health, type Registry, serve } from '@shixu/runtime'
import { CommandFault } from './command-fault.ts'
import type { Settings } from './settings.ts'

export interface Surface {
  readonly metrics: Registry
  readonly healthy: Health
  readonly ready: Health
  readonly settings: Pick<Settings, 'host' | 'port'>
}

export interface Served {
  readonly url: string
  close(): Promise<void>
}

/** What the machine says where an address cannot be listened on, and what to do about it. */
const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program: stop it, or choose another port with SHIXU_PORT (0 takes a free one)',
  EACCES: 'is not ours to take: choose a port above 1023 with SHIXU_PORT',
  EADDRNOTAVAIL: 'is no address of this machine: mend SHIXU_HOST',
  ENOTFOUND: 'is no address of this machine: mend SHIXU_HOST',
}

/** Serves metrics and health. Throws a `CommandFault` where the address cannot be had. */
export const serveHouse = async ({ settings: { host, port }, ...surface }: Surface): Promise<Served> => {
  try {
    const server = await serve({ title: '时序 shixu', ...surface }, { host, port })
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`, close: server.close }
  } catch (fault) {
    const words = WORDS[(fault as NodeJS.ErrnoException).code ?? '']
    throw words === undefined ? fault : new CommandFault('usage', `${host}:${port} ${words}.`, { cause: fault })
  }
}
