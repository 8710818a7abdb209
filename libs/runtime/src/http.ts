import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'

/** null where all is well, else what is wrong, in one line. */
export type Health = () => string | null

export interface Surface {
  readonly title: string
  readonly metrics: Registry
  readonly healthy: Health
  readonly ready: Health
}

interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
}

const plain = (status: number, body: string): Page => ({ status, type: 'text/plain; charset=utf-8', body: `${body}\n` })

const verdict = (health: Health): Page => {
  const wrong = health()
  return wrong === null ? plain(200, 'ok') : plain(503, wrong)
}

const home = (title: string): Page => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<body style="font:16px/1.6 system-ui,sans-serif;margin:3rem auto;max-width:40rem;padding:0 1rem"><h1>${title}</h1>
<ul><li><a href="/metrics">/metrics</a> Prometheus 指标</li><li><a href="/healthz">/healthz</a> 存活</li><li><a href="/readyz">/readyz</a> 就绪</li></ul></body></html>\n`,
})

const pageOf = async (surface: Surface, path: string): Promise<Page> => {
  if (path === '/metrics') return { status: 200, type: surface.metrics.contentType, body: await surface.metrics.metrics() }
  if (path === '/healthz') return verdict(surface.healthy)
  if (path === '/readyz') return verdict(surface.ready)
  if (path === '/') return home(surface.title)
  return plain(404, `no page ${path.slice(0, 100)}: see /`)
}

const answer = async (surface: Surface, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const readOnly = request.method === 'GET' || request.method === 'HEAD'
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const page = readOnly
    ? await pageOf(surface, path).catch((fault: unknown) => plain(500, `cannot answer: ${String(fault)}`))
    : plain(405, 'read only: use GET')
  response.writeHead(page.status, {
    'content-type': page.type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  response.end(request.method === 'HEAD' ? undefined : page.body)
}

const listening = (server: Server, at: { readonly host: string; readonly port: number }): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, () => resolve((server.address() as AddressInfo).port))
  })

/** Serves `/metrics`, `/healthz`, `/readyz` and a page that links to them. Rejects where the port is taken. */
export const serve = async (
  surface: Surface,
  at: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const server = createServer((request, response) => void answer(surface, request, response))
  server.requestTimeout = 10_000
  server.headersTimeout = 5_000
  server.maxHeadersCount = 50
  const port = await listening(server, at)
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
