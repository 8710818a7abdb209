import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Handler, HTTP_LIMITS, type HttpLimits, serve } from './http.ts'
import { counter, createMetrics } from './metrics.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

interface Starting {
  readonly handlers?: ReadonlyMap<string, Handler>
  readonly limits?: HttpLimits
}

const start = async (ready: string | null, { handlers = new Map(), limits = HTTP_LIMITS }: Starting = {}) => {
  const metrics = createMetrics()
  counter(metrics, { name: 'shixu_test_total', help: 'Counts.' }).inc(3)
  const server = await serve({ title: 'shixu', metrics, healthy: () => null, ready: () => ready, handlers }, { host: '127.0.0.1', port: 0, limits })
  open.push(server)
  return `http://127.0.0.1:${server.port}`
}

test('the metrics page is what Prometheus reads', async () => {
  const response = await fetch(`${await start(null)}/metrics`)
  expect(response.headers.get('content-type')).toContain('text/plain; version=0.0.4')
  expect(await response.text()).toContain('shixu_test_total 3')
})

test('a service that is not ready says why, with 503', async () => {
  const response = await fetch(`${await start('partition 2 is being recalled')}/readyz`)
  expect([response.status, await response.text()]).toEqual([503, 'partition 2 is being recalled\n'])
})

test('it is read only, and knows no other page', async () => {
  const base = await start(null)
  expect((await fetch(base, { method: 'POST', body: 'x' })).status).toBe(405)
  expect((await fetch(`${base}/etc/passwd`)).status).toBe(404)
  expect(await (await fetch(base)).text()).toContain('href="/metrics"')
})

describe('a page of the service’s own', () => {
  const echo: Handler = async ({ method, query, body }) => ({ status: 202, body: `${method} ${query.get('a')} ${body}` })
  const failing: Handler = () => Promise.reject(new Error('secret'))
  const own = () =>
    start(null, {
      handlers: new Map([
        ['/own', echo],
        ['/failing', failing],
      ]),
    })

  test('is asked by GET and POST, and answers as it is', async () => {
    const base = await own()
    const reply = await fetch(`${base}/own?a=1`, { method: 'POST', body: 'x' })
    expect([reply.status, await reply.text()]).toEqual([202, 'POST 1 x'])
    expect(await (await fetch(`${base}/own?a=2`)).text()).toBe('GET 2 ')
    expect((await fetch(`${base}/own`, { method: 'DELETE' })).status).toBe(405)
  })

  test('takes no more than it should, and tells nobody of its faults', async () => {
    const base = await own()
    expect((await fetch(`${base}/own`, { method: 'POST', body: 'x'.repeat(64 * 1024 + 1) })).status).toBe(413)
    expect(await (await fetch(`${base}/failing`)).text()).toBe('cannot answer now')
  })
})

test('what is shown cannot be put into a page of another, nor lead there', async () => {
  const base = await start(null)
  for (const path of ['/', '/metrics', '/nothing']) {
    const { headers } = await fetch(`${base}${path}`)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.* frame-ancestors 'none'$/u)
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    expect([headers.get('server'), headers.get('x-powered-by')]).toEqual([null, null])
  }
})

describe('whoever takes too much', () => {
  const QUICK: HttpLimits = { headMs: 200, requestMs: 500, idleMs: 2_000, lookMs: 50, connections: 20 }
  const handlers = new Map<string, Handler>([['/own', async ({ body }) => ({ status: 200, body: String(body.length) })]])

  /** What a client gets that writes this, and then a piece every so often; and how long the connection stood, in milliseconds. */
  const client = async (base: string, { head, piece = '', everyMs = 20 }: { head: string; piece?: string; everyMs?: number }) => {
    const began = performance.now()
    const socket = connect(Number(new URL(base).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    let said = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      said += text
    })
    socket.write(head)
    const writing = setInterval(() => socket.write(piece), everyMs)
    const closed = new Promise<void>((resolve) => socket.on('error', () => undefined).once('close', () => resolve()))
    await Promise.race([closed, pause(5_000)])
    clearInterval(writing)
    return { status: Number(/^HTTP\/1\.1 (\d+)/u.exec(said)?.[1] ?? 0), closed: socket.destroyed, ms: performance.now() - began }
  }

  test.each([
    ['a head that never ends', { head: 'GET /healthz HTTP/1.1\r\nhost: x\r\n', piece: 'x: y\r\n' }, 408],
    ['a head of which nothing more comes', { head: 'GET /healthz HTTP/1.1\r\nhost: x\r\n' }, 408],
    ['nothing at all', { head: '' }, 408],
    ['a body that never ends', { head: 'POST /own HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n', piece: 'x' }, 408],
    ['a body of which nothing comes', { head: 'POST /own HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n' }, 408],
    ['a body in pieces without end', { head: 'POST /own HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n', piece: '1\r\nx\r\n' }, 408],
    ['a head that is too large', { head: `GET /healthz HTTP/1.1\r\nhost: x\r\ncookie: ${'x'.repeat(20_000)}\r\n\r\n` }, 431],
    ['an address that is too long', { head: `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n` }, 431],
    ['something else than HTTP', { head: 'hello\r\n\r\n' }, 400],
  ])('with %s is sent away in time', async (_, sent, status) => {
    const base = await start(null, { handlers, limits: QUICK })
    const got = await client(base, sent)
    expect(got).toMatchObject({ status, closed: true })
    expect(got.ms).toBeLessThan(3_000)
    expect((await fetch(`${base}/healthz`)).status).toBe(200)
  })

  test('with connections that ask nothing is kept out beyond the last of them, and leaves room for others when they are closed', async () => {
    const base = await start(null, { limits: { ...QUICK, headMs: 1_000, requestMs: 1_000 } })
    const idle = Array.from({ length: 60 }, () => client(base, { head: '' }))
    const first = await Promise.race(idle)
    expect(first).toMatchObject({ status: 0, closed: true })
    const all = await Promise.all(idle)
    expect(all.filter(({ status }) => status === 408)).toHaveLength(QUICK.connections)
    expect((await fetch(`${base}/healthz`)).status).toBe(200)
  })

  test('is sent away by the limits of every day as well, which are looked after each second', () => {
    expect(HTTP_LIMITS).toEqual({ headMs: 5_000, requestMs: 10_000, idleMs: 30_000, lookMs: 1_000, connections: 1_000 })
  })
})
