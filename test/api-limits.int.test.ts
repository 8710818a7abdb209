import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { freshDatabase } from '@shixu/testkit/postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ApiServer, serveApi } from './api-server.ts'

const server = inject('postgresUrl')
const OWN = 'invented-token-of-this-installation-alone'
const PER_MINUTE = 10
const LIMITS = { headMs: 300, requestMs: 600, idleMs: 5_000, lookMs: 50, connections: 100 }

describe.skipIf(server === undefined)('The API and those who ask too much of it', () => {
  let api: ApiServer
  beforeAll(async () => {
    api = await serveApi(await freshDatabase(String(server)), { own: OWN, perMinute: PER_MINUTE, limits: LIMITS })
  })
  afterAll(() => api?.close())

  const ask = (headers: Readonly<Record<string, string>>) => fetch(`${api.url}/api/v1/regions`, { headers })

  it('answers one caller so often a minute, then says in his language when to come again; others are answered all the same', async () => {
    const mine = { authorization: `Bearer ${await api.token('all')}` }
    // Until a token is known its requests are its address's.
    expect((await ask(mine)).status).toBe(200)
    for (let asked = 1; asked <= PER_MINUTE; asked += 1) {
      const answered = await ask(mine)
      expect([answered.status, answered.headers.get('x-ratelimit-remaining')]).toEqual([200, String(PER_MINUTE - asked)])
    }
    const refused = await ask({ ...mine, 'accept-language': 'en' })
    expect([refused.status, refused.headers.get('content-type')]).toEqual([429, 'application/problem+json; charset=utf-8'])
    const seconds = Number(refused.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThanOrEqual(60)
    expect(await refused.json()).toEqual({
      type: 'urn:shixu:problem:too-many-requests',
      title: 'Too many requests',
      status: 429,
      detail: 'Try again after the seconds that Retry-After says.',
    })
    expect(await (await ask(mine)).json()).toMatchObject({ status: 429, title: '请求过于频繁', detail: expect.stringContaining('Retry-After') })
    expect(refused.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await ask({ authorization: `Bearer ${await api.token('all')}` })).status).toBe(200)
  })

  it('does not try tokens for one who guesses: they are his as long as they come from one address', async () => {
    expect((await ask({ authorization: `Bearer ${OWN}` })).status).toBe(200)
    const guess = (token: string) => ask({ authorization: `Bearer ${token}` })
    const statuses: number[] = []
    for (let asked = 0; asked <= PER_MINUTE; asked += 1) statuses.push((await guess(`shixu_000000000000_${String(asked).padStart(43, 'A')}`)).status)
    expect(statuses[0]).toBe(401)
    expect(statuses.at(-1)).toBe(429)
    // Whose token is known is not kept out by him.
    expect((await ask({ authorization: `Bearer ${OWN}` })).status).toBe(200)
  })

  it('has headers that keep browsers safe, on answers, problems and its page', async () => {
    for (const path of ['/api/v1/regions', '/api/v1/nothing', '/api/docs/', '/api/openapi.json']) {
      const { headers } = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${OWN}` } })
      expect(headers.get('content-security-policy'), path).toMatch(/^default-src 'none';.*frame-ancestors 'none'/u)
      expect(Object.fromEntries(headers), path).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect([headers.get('server'), headers.get('x-powered-by'), headers.get('access-control-allow-origin')]).toEqual([null, null, null])
    }
  })

  /** The status that a client gets who writes this and then a piece again and again, and after how long he is sent away, in milliseconds. */
  const client = async (head: string, piece = '') => {
    const began = performance.now()
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1')
    let said = ''
    socket.setEncoding('latin1').on('data', (text: string) => {
      said += text
    })
    socket.write(head)
    const writing = setInterval(() => socket.write(piece), 10)
    const closed = new Promise<void>((resolve) => socket.on('error', () => undefined).once('close', () => resolve()))
    await Promise.race([closed, pause(6_000)])
    clearInterval(writing)
    socket.destroy()
    return { status: Number(/^HTTP\/1\.1 (\d+)/u.exec(said)?.[1] ?? 0), ms: performance.now() - began }
  }

  const POST = `POST /api/v1/regions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${OWN}x\r\ncontent-type: application/json\r\n`

  it.each([
    ['a head that never ends', 'GET /api/v1/regions HTTP/1.1\r\nhost: localhost\r\n', 'x: y\r\n', 408],
    ['a body that never ends', `${POST}content-length: 60000\r\n\r\n`, 'x', 405],
    ['a large body in pieces', `${POST}transfer-encoding: chunked\r\n\r\n`, `400\r\n${'x'.repeat(1_024)}\r\n`, 405],
    ['a head that is too large', `GET /api/v1/regions HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${'x'.repeat(20_000)}\r\n\r\n`, '', 431],
    ['an address that is too long', `GET /api/v1/targets?text=${'x'.repeat(20_000)} HTTP/1.1\r\nhost: localhost\r\n\r\n`, '', 431],
  ])('sends whoever has %s away in time', async (_, head, piece, status) => {
    const got = await client(head, piece)
    expect(got.status).toBe(status)
    expect(got.ms).toBeLessThan(4_000)
  })
})
