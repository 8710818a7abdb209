import { createHmac } from 'node:crypto'
import dns from 'node:dns'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import type { Message } from '@shixu/pipeline/ports'
import { aMessage } from '@shixu/testkit'
import { channelContract } from '@shixu/testkit/channel-contract'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createWebhook, type WebhookOptions } from './create-webhook.ts'
import { fateOfStatus, STATUS_FATES } from './statuses.ts'

const NOW = Date.parse('2024-06-20T12:00:00+08:00')
const SECRET = 'invented secret'

interface Asked {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A real server that keeps what it was sent. */
const serving = async (answer: (response: ServerResponse) => void = (response) => response.writeHead(204).end()) => {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    asked.push({ headers: request.headers, body })
    answer(response)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/token` }
}

const channelOf = (over: Partial<WebhookOptions> = {}) => createWebhook({ secret: SECRET, mayBePrivate: true, wall: { now: () => NOW }, ...over })

const to = (webhook: string | undefined, message: Message = aMessage()): Message => ({
  ...message,
  recipient: { ...message.recipient, contact: { ...message.recipient.contact, ...(webhook !== undefined && { webhook }) } },
})

const send = (channel: ReturnType<typeof createWebhook>, message: Message) => channel.deliver(message, new AbortController().signal)

channelContract('webhook', async () => {
  const { asked, url } = await serving()
  const channel = channelOf()
  const arrived = async () => asked.map(({ body }) => JSON.parse(body).data as { subject: string; text: string })
  return { channel: { ...channel, deliver: (message, signal) => channel.deliver(to(url, message), signal) }, arrived }
})

describe('a request', () => {
  it('is a CloudEvent, signed over its id, its time and its bytes', async () => {
    const { asked, url } = await serving()
    expect(await send(channelOf(), to(url))).toMatchObject({ outcome: 'accepted', code: '204' })
    const [{ headers, body } = { headers: {}, body: '' }] = asked
    expect(headers['content-type']).toBe('application/cloudevents+json; charset=utf-8')
    expect(headers['webhook-timestamp']).toBe(String(NOW / 1000))
    const signature = createHmac('sha256', SECRET)
      .update(`notice-1.${NOW / 1000}.${body}`)
      .digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${signature}`)
    const event = JSON.parse(body)
    expect(event).toMatchObject({ specversion: '1.0', id: 'notice-1', source: '/shixu/999901', type: 'shixu.notice.v1', subject: 'commerce' })
    expect(event.data.alerts).toEqual([expect.objectContaining({ alert: '999901/2024/invented-exports/pace', event: 'raised', light: 'red', done: 3.1 })])
    // Who is reached otherwise is not the receiver's business.
    expect(body).not.toContain('liaison@example.org')
  })

  it('has the same id and bytes on every try', async () => {
    const { asked, url } = await serving()
    for (const now of [NOW, NOW + 60_000]) await send(channelOf({ wall: { now: () => now } }), to(url))
    expect(asked[1]?.body).toBe(asked[0]?.body)
    expect(asked[1]?.headers['webhook-id']).toBe(asked[0]?.headers['webhook-id'])
  })
})

describe('an answer', () => {
  it.each([
    [200, 'accepted', undefined],
    [299, 'accepted', undefined],
    [302, 'refused', undefined],
    [400, 'refused', undefined],
    [401, 'deferred', 3_600_000],
    [403, 'deferred', 3_600_000],
    [404, 'refused', undefined],
    [407, 'deferred', 3_600_000],
    [408, 'deferred', undefined],
    [410, 'refused', undefined],
    [413, 'refused', undefined],
    [421, 'deferred', undefined],
    [425, 'deferred', undefined],
    [429, 'deferred', undefined],
    [500, 'deferred', undefined],
    [503, 'deferred', undefined],
    [504, 'unknown', undefined],
    [600, 'deferred', undefined],
  ] as const)('%d is %s', (status, outcome, againMs) => {
    expect([fateOfStatus(status).outcome, fateOfStatus(status).againMs]).toEqual([outcome, againMs])
    expect(STATUS_FATES.length).toBeGreaterThan(10)
  })

  it.each([429, 503])('%d is heard where it says when to come again', async (status) => {
    const { url } = await serving((response) => response.writeHead(status, { 'retry-after': '120' }).end('later'))
    expect(await send(channelOf(), to(url))).toMatchObject({
      outcome: 'deferred',
      code: String(status),
      retryAfterMs: 120_000,
      text: expect.stringContaining('later'),
    })
  })

  it.each([
    ['999999999', 24 * 3_600_000],
    ['Fri, 31 Dec 2999 23:59:59 GMT', 24 * 3_600_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['-5', undefined],
    ['soon', undefined],
  ])('that asks to come again after %s is waited for at most a day', async (after, expected) => {
    const { url } = await serving((response) => response.writeHead(503, { 'retry-after': after }).end())
    expect((await send(channelOf(), to(url))).retryAfterMs).toBe(expected)
  })

  it('holds no secret of ours where the receiver says back what he was sent', async () => {
    const { asked, url } = await serving((response) => response.writeHead(404).end(`no ${response.req.url} by ${response.req.headers['webhook-signature']}`))
    const { text } = await send(channelOf(), to(`${url}/s3cret-step?key=pass%20word`))
    expect(asked).toHaveLength(1)
    expect(text).toMatch(/: no \*\*\* by \*\*\*$/u)
  })

  it('that leads elsewhere is not followed', async () => {
    const elsewhere = await serving()
    const { url } = await serving((response) => response.writeHead(307, { location: elsewhere.url }).end())
    expect(await send(channelOf(), to(url))).toMatchObject({ outcome: 'refused', code: '307' })
    expect(elsewhere.asked).toEqual([])
  })

  it('410 stops it', async () => {
    const { asked, url } = await serving((response) => response.writeHead(410).end())
    const channel = channelOf()
    expect(await send(channel, to(url))).toMatchObject({ outcome: 'refused', code: '410' })
    expect(await send(channel, to(url, aMessage({ id: 'notice-2' })))).toMatchObject({ outcome: 'refused', code: 'gone' })
    expect(asked).toHaveLength(1)
  })

  it('that is lost leaves open whether the message arrived', async () => {
    const cut = await serving((response) => void response.socket?.destroy())
    expect(await send(channelOf(), to(cut.url))).toMatchObject({ outcome: 'unknown', code: 'no-answer-yet' })
    const silent = await serving(() => undefined)
    expect(await send(channelOf({ timeoutMs: 300 }), to(silent.url))).toMatchObject({ outcome: 'unknown', code: 'no-answer-yet' })
    expect(silent.asked).toHaveLength(1)
  })

  it('without end is not read to its end', async () => {
    const { url } = await serving((response) => {
      response.writeHead(500)
      const pour = () => response.write('x'.repeat(10_000), () => !response.destroyed && setImmediate(pour))
      pour()
    })
    const { text } = await send(channelOf(), to(url))
    expect(text.length).toBeLessThan(1100)
  })
})

describe('an address', () => {
  it.each([
    ['http://example.org/', 'bad-webhook'],
    ['ftp://example.org/', 'bad-webhook'],
    ['nothing', 'bad-webhook'],
    [undefined, 'no-webhook'],
    ['https://127.0.0.1/', 'private-address'],
    ['https://2130706433/', 'private-address'],
    ['https://169.254.169.254/latest/meta-data', 'private-address'],
    ['https://[::1]/', 'private-address'],
    ['https://[::ffff:10.0.0.1]/', 'private-address'],
    ['https://localhost/', 'private-address'],
    ['https://0177.0.0.1/', 'private-address'],
    ['https://0x7f.1/', 'private-address'],
    ['https://127.1/', 'private-address'],
    ['https://0/', 'private-address'],
    ['https://１２７。0。0。1/', 'private-address'],
    ['https://user:word@10.0.0.1/', 'private-address'],
    ['https://100.64.0.1/', 'private-address'],
    ['https://[::ffff:7f00:1]/', 'private-address'],
    ['https://[64:ff9b::a00:1]/', 'private-address'],
    ['https://[fe80::1]/', 'private-address'],
    ['https://255.255.255.255/', 'private-address'],
  ])('%s is refused: %s', async (url, code) => {
    expect(await send(channelOf({ mayBePrivate: false }), to(url))).toMatchObject({ outcome: 'refused', code })
  })

  // A name whose owner says another address to each who asks.
  it.each([
    ['a private address', [['127.0.0.1', 4]]],
    [
      'one of each',
      [
        ['8.8.8.8', 4],
        ['::ffff:10.0.0.1', 6],
      ],
    ],
  ] as const)('by a name that means %s once it is connected to, is refused, and the name is asked for once', async (_what, addresses) => {
    const asked: string[] = []
    const real = dns.lookup
    const answered = (host: string, _options: unknown, answer: (fault: null, all: object[]) => void) => {
      asked.push(host)
      answer(
        null,
        addresses.map(([address, family]) => ({ address, family })),
      )
    }
    dns.lookup = answered as never
    syncBuiltinESMExports()
    onTestFinished(() => {
      dns.lookup = real
      syncBuiltinESMExports()
    })
    const receipt = await send(channelOf({ mayBePrivate: false }), to('https://rebound.example.org/hook'))
    expect([receipt, asked]).toEqual([expect.objectContaining({ outcome: 'refused', code: 'private-address' }), ['rebound.example.org']])
  })

  it('where nobody listens is tried again', async () => {
    expect(await send(channelOf(), to('http://127.0.0.1:9/'))).toMatchObject({ outcome: 'deferred', code: 'ECONNREFUSED' })
  })

  it.each([
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy()],
    ['closes it', (socket: Socket) => socket.destroy()],
    ['says nothing', () => 'silence'],
  ])('whose receiver %s before it is safe is tried again: he has nothing', async (_what, onConnection) => {
    const open = new Set<Socket>()
    const receiver = createTcpServer((socket) => {
      open.add(socket.on('error', () => 'reset'))
      onConnection(socket)
    })
    await once(receiver.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => {
      for (const socket of open) socket.destroy()
      receiver.close()
    })
    const { port } = receiver.address() as AddressInfo
    expect(await send(channelOf({ timeoutMs: 400 }), to(`https://127.0.0.1:${port}/`))).toMatchObject({ outcome: 'deferred', blame: 'recipient' })
  })
})

it('tells the exchange without the signature and without the path, which may be a password', async () => {
  const { url } = await serving((response) => response.writeHead(200).end('thanks'))
  const lines: string[] = []
  await send(channelOf({ transcript: (line) => lines.push(line) }), to(url))
  expect(lines[0]).toMatch(/^> POST http:\/\/127\.0\.0\.1:\d+\/\*\*\*$/u)
  expect(lines).toContain('> webhook-signature: v1,***')
  expect(lines).toContain('< 200')
  expect(lines.at(-1)).toBe('< thanks')
  expect(lines.join('\n')).not.toContain('token')
})

it('whose answer comes byte by byte is waited for no longer than a try may take; its status has come, and decides', async () => {
  const { url } = await serving((response) => {
    response.writeHead(500)
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  })
  const began = Date.now()
  expect(await send(channelOf({ timeoutMs: 500 }), to(url))).toMatchObject({ outcome: 'deferred', code: '500' })
  expect(Date.now() - began).toBeLessThan(3_000)
})
