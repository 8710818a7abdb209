import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What goes wrong on the way with a request: its connection goes before it was taken, or after it; another answers in the far end's place; it is slow. */
export type WayFault =
  | { readonly kind: 'drop-before' | 'drop-after' }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }

export interface FaultyWay {
  readonly url: string
  close(): Promise<void>
}

/** A way to a sound server that does wrong with its first requests, one after another. */
export const startFaultyWay = async (to: string, faults: readonly WayFault[]): Promise<FaultyWay> => {
  const left = [...faults]
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    const fault = left.shift()
    if (fault?.kind === 'drop-before') return void request.socket.destroy()
    if (fault?.kind === 'status') return void response.writeHead(fault.status).end('bad gateway')
    if (fault?.kind === 'slow') await wait(fault.ms)
    const { 'content-type': type = '' } = request.headers
    const answer = await fetch(`${to}${request.url}`, { method: request.method ?? 'GET', headers: { 'content-type': type }, body })
    const said = Buffer.from(await answer.arrayBuffer())
    if (fault?.kind === 'drop-after') return void request.socket.destroy()
    response.writeHead(answer.status).end(said)
  }
  const server = createServer((request, response) => void pass(request, response).catch(() => response.destroy())).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
