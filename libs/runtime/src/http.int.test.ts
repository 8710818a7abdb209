import { afterEach, describe, expect, test } from 'vitest'
import { type Handler, serve } from './http.ts'
import { counter, createMetrics } from './metrics.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

const start = async (ready: string | null, handlers: ReadonlyMap<string, Handler> = new Map()) => {
  const metrics = createMetrics()
  counter(metrics, { name: 'shixu_test_total', help: 'Counts.' }).inc(3)
  const server = await serve({ title: 'shixu', metrics, healthy: () => null, ready: () => ready, handlers }, { host: '127.0.0.1', port: 0 })
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
    start(
      null,
      new Map([
        ['/own', echo],
        ['/failing', failing],
      ]),
    )

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
