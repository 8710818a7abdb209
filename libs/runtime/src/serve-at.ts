import { type Surface, serve } from './http.ts'

/** Where pages are served, and the variables that say so. */
export interface Place {
  readonly host: string
  readonly port: number
}

export interface Served {
  readonly url: string
  close(): Promise<void>
}

/** An address that cannot be listened on, and what to do about it. */
export class ListenFault extends Error {
  override readonly name = 'ListenFault'
}

/** What the machine says where an address cannot be listened on, and what to do about it. */
const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program: stop it, or choose another port with SHIXU_PORT (0 takes a free one)',
  EACCES: 'is not ours to take: choose a port above 1023 with SHIXU_PORT',
  EADDRNOTAVAIL: 'is no address of this machine: mend SHIXU_HOST',
  ENOTFOUND: 'is no address of this machine: mend SHIXU_HOST',
}

/** Serves metrics and health. Throws a `ListenFault` where the address cannot be had. */
export const serveAt = async ({ host, port }: Place, surface: Omit<Surface, 'title'>): Promise<Served> => {
  try {
    const server = await serve({ title: '时序 shixu', ...surface }, { host, port })
    return { url: `http://${host.includes(':') ? `[${host}]` : host}:${server.port}/`, close: server.close }
  } catch (fault) {
    const words = WORDS[(fault as NodeJS.ErrnoException).code ?? '']
    throw words === undefined ? fault : new ListenFault(`${host}:${port} ${words}.`, { cause: fault })
  }
}
