import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'

/** null where all is well, else what is wrong, in one line. */
export type Health = () => string | null

/** What is asked of a page of its own. */
export interface Asked {
  readonly method: string
  readonly query: URLSearchParams
  readonly body: string
}

/** Answers in plain text what others ask of the service by GET or POST. Who may ask is its own to find out. */
export type Handler = (asked: Asked) => Promise<{ readonly status: number; readonly body: string }>

export interface Surface {
  readonly title: string
  readonly metrics: Registry
  readonly healthy: Health
  readonly ready: Health
  /** Pages of the service's own, by path; looked up at each request. */
  readonly handlers?: ReadonlyMap<string, Handler>
  /** What answers below `/api`: null while it is starting, undefined where the process has none. */
  readonly api?: () => ApiHandler | null | undefined
}

export type ApiHandler = (request: IncomingMessage, response: ServerResponse) => void

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

const API_LINK = '<li><a href="/api/docs">/api/docs</a> 接口说明</li>'

const home = ({ title, api = () => undefined }: Surface): Page => ({
  status: 200,
  type: 'text/html; charset=utf-8',
  body: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<body style="font:16px/1.6 system-ui,sans-serif;margin:3rem auto;max-width:40rem;padding:0 1rem"><h1>${title}</h1>
<ul><li><a href="/metrics">/metrics</a> Prometheus 指标</li><li><a href="/healthz">/healthz</a> 存活</li><li><a href="/readyz">/readyz</a> 就绪</li>${api() ? API_LINK : ''}</ul></body></html>\n`,
})

const pageOf = async (surface: Surface, path: string): Promise<Page> => {
  if (path === '/metrics') return { status: 200, type: surface.metrics.contentType, body: await surface.metrics.metrics() }
  if (path === '/healthz') return verdict(surface.healthy)
  if (path === '/readyz') return verdict(surface.ready)
  if (path === '/') return home(surface)
  return plain(404, `no page ${path.slice(0, 100)}: see /`)
}

const pageFor = async (surface: Surface, request: IncomingMessage): Promise<Page> => {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
  const handler = surface.handlers?.get(path)
  if (handler) return handled(handler, new URLSearchParams(query), request)
  return request.method === 'GET' || request.method === 'HEAD' ? pageOf(surface, path) : plain(405, 'read only: use GET')
}

const MOST_BYTES = 64 * 1024

/** A fault of a handler is nobody's business outside. */
const handled = async (handler: Handler, query: URLSearchParams, request: IncomingMessage): Promise<Page> => {
  const { method = '' } = request
  if (method !== 'GET' && method !== 'POST') return plain(405, 'use GET or POST')
  const body = await bodyOf(request)
  if (body === null) return plain(413, `at most ${MOST_BYTES} bytes`)
  const { status, body: text } = await handler({ method, query, body }).catch(() => ({ status: 500, body: 'cannot answer now' }))
  // As it is: whoever asks may compare it byte by byte.
  return { ...plain(status, ''), body: text }
}

const bodyOf = async (request: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = []
  let bytes = 0
  // The request is left whole, so that whoever sends too much is told so.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

const answer = async (surface: Surface, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const page = await pageFor(surface, request).catch((fault: unknown) => plain(500, `cannot answer: ${String(fault)}`))
  send(response, page, request.method === 'HEAD')
}

const send = (response: ServerResponse, page: Page, headOnly: boolean): void => {
  response.writeHead(page.status, {
    'content-type': page.type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  })
  response.end(headOnly ? undefined : page.body)
}

const isApi = ({ url = '/' }: IncomingMessage): boolean => /^\/api(?:[/?]|$)/u.test(url)

const route = (surface: Surface, request: IncomingMessage, response: ServerResponse): void => {
  const api = isApi(request) ? surface.api?.() : undefined
  if (api) api(request, response)
  else if (api === null) send(response, plain(503, 'the API is starting'), false)
  else void answer(surface, request, response)
}

const listening = (server: Server, at: { readonly host: string; readonly port: number }): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, () => resolve((server.address() as AddressInfo).port))
  })

/** How long and how much whoever asks may take. Times are in milliseconds. */
export interface HttpLimits {
  /** The head of a request has to be there by then. */
  readonly headMs: number
  /** And all of it, body included. */
  readonly requestMs: number
  /** A connection on which nothing moves. */
  readonly idleMs: number
  /** How often it is looked which are over their time; so much later they are closed at the latest. */
  readonly lookMs: number
  /** Beyond these a connection is closed at once, before it costs anything. */
  readonly connections: number
}

export const HTTP_LIMITS: HttpLimits = { headMs: 5_000, requestMs: 10_000, idleMs: 30_000, lookMs: 1_000, connections: 1_000 }

const KEEP_ALIVE_MS = 5_000
/** Line and headers together; Node answers 431 to more. */
const MOST_HEAD_BYTES = 16 * 1024

/** Serves `/metrics`, `/healthz`, `/readyz` and a page that links to them. Rejects where the port is taken. */
export const serve = async (
  surface: Surface,
  { limits = HTTP_LIMITS, ...at }: { readonly host: string; readonly port: number; readonly limits?: HttpLimits },
): Promise<{ readonly port: number; close(): Promise<void> }> => {
  const server = createServer(
    {
      headersTimeout: limits.headMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: limits.lookMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: MOST_HEAD_BYTES,
    },
    (request, response) => route(surface, request, response),
  )
  server.timeout = limits.idleMs
  server.maxHeadersCount = 50
  server.maxConnections = limits.connections
  server.maxRequestsPerSocket = 1_000
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
