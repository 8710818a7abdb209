import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, answer, type Errcode } from './answers.ts'
import { type Application, createApplication } from './application.ts'
import type { Body } from './body.ts'
import { type CallbackTo, type CallbackTried, sendCallback } from './callback.ts'
import { createInboxes, type Inboxes } from './inboxes.ts'
import { createMedia, type Media } from './media.ts'
import { pageOf } from './page.ts'
import { createRobots, type Robots } from './robots.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** What the far end, or the way to it, does wrong with the next request. */
export type WeComFault =
  | { readonly kind: 'errcode'; readonly errcode: Errcode | number }
  | { readonly kind: 'status'; readonly status: number }
  /** The connection goes before the message was taken, or after it. */
  | { readonly kind: 'drop-before' | 'drop-after' }
  | { readonly kind: 'slow'; readonly ms: number }

export interface FakeWeComOptions {
  readonly now?: () => number
  readonly host?: string
  readonly port?: number
  readonly robots?: readonly string[] | 'any'
  readonly members?: readonly string[] | 'any'
  readonly unlicensed?: readonly string[]
  readonly corp?: string
  readonly agent?: number
  readonly secret?: string
  readonly callback?: CallbackTo
}

export interface Pressed {
  readonly user: string
  readonly task: string
  readonly key: string
  /** Pressed at; a callback that is sent again has the same. */
  readonly at?: number
}

export interface FakeWeCom {
  readonly base: string
  readonly inboxes: Inboxes
  readonly robots: Robots
  readonly application: Application
  readonly tokens: Tokens
  readonly media: Media
  /** Paths of what was asked, in order. */
  readonly calls: readonly string[]
  /** For the next requests that send something, one each, in order. */
  fail(...faults: readonly WeComFault[]): void
  /** Whether the caller's address is on the application's list. */
  trust(trusted: boolean): void
  press(pressed: Pressed, to?: CallbackTo): Promise<CallbackTried>
  close(): Promise<void>
}

const MOST_BYTES = 8 * 1024 * 1024

const readBytes = async (request: IncomingMessage): Promise<Buffer | null> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const jsonIn = (bytes: Buffer | null): Body | null => {
  try {
    const body: unknown = JSON.parse(bytes?.toString() ?? '')
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : null
  } catch {
    return null
  }
}

const xmlOf = ({ user, task, key }: Pressed, more: { readonly corp: string; readonly agent: number; readonly at: number; readonly code: string }): string => {
  const word = (name: string, text: string) => `<${name}><![CDATA[${text}]]></${name}>`
  return `<xml>${word('ToUserName', more.corp)}${word('FromUserName', user)}${word('MsgType', 'event')}${word('Event', 'template_card_event')}<CreateTime>${Math.floor(
    more.at / 1000,
  )}</CreateTime><AgentID>${more.agent}</AgentID>${word('EventKey', key)}${word('TaskId', task)}${word('CardType', 'button_interaction')}${word('ResponseCode', more.code)}</xml>`
}

/** WeCom as its pages describe it, on a free port: refuses what the real one refuses, in its way, and loses what that loses. Time is whatever `now` says. */
export const startFakeWeCom = async (options: FakeWeComOptions = {}): Promise<FakeWeCom> => {
  const { now = Date.now, robots: keys = 'any', members = 'any', unlicensed = [], corp = 'ww-invented', agent = 1000002, secret = 'invented-secret' } = options
  const inboxes = createInboxes()
  const robots = createRobots({ now, inboxes, keys })
  const media = createMedia(now)
  const application = createApplication({ now, inboxes, media, agent, members, unlicensed })
  const tokens = createTokens({ now, corp, secret })
  const faults: WeComFault[] = []
  const calls: string[] = []
  const refused = new Map<number, number>()
  let trusted = true

  const withToken = ({ query }: Told, then: () => Answer | Promise<Answer>): Answer | Promise<Answer> => {
    if (!trusted) return answer(60020)
    const wrong = tokens.check(query.get('access_token'))
    return wrong === 0 ? then() : answer(wrong)
  }

  const ROUTES: Readonly<Record<string, (told: Told) => Answer | Promise<Answer>>> = {
    'POST /cgi-bin/webhook/send': ({ query, bytes }) => robots.send(query.get('key') ?? '', jsonIn(bytes)),
    'POST /cgi-bin/message/send': (told) => withToken(told, () => application.send(jsonIn(told.bytes))),
    'POST /cgi-bin/message/update_template_card': (told) => withToken(told, () => application.cards.update(jsonIn(told.bytes))),
    'POST /cgi-bin/media/upload': (told) =>
      withToken(told, () => media.upload(told.query.get('type'), { type: told.type, bytes: told.bytes ?? Buffer.alloc(0) })),
    'GET /cgi-bin/gettoken': ({ query }) => (trusted ? tokens.get(query.get('corpid') ?? '', query.get('corpsecret') ?? '') : answer(60020)),
  }

  const press: FakeWeCom['press'] = (pressed, to = options.callback) => {
    if (!to) throw new Error('No callback was agreed on: give the fake one.')
    const at = pressed.at ?? now()
    return sendCallback(to, xmlOf(pressed, { corp, agent, at, code: application.cards.press(pressed.task) }), now())
  }

  const show = async (url: URL, { request, response }: Exchange): Promise<void> => {
    if (request.method === 'POST' && url.pathname === '/press') {
      const form = Object.fromEntries(url.searchParams) as unknown as Pressed
      const tried = options.callback ? await press(form) : null
      const back = new URLSearchParams({
        box: `member/${form.user}`,
        said: tried === null ? '没有设置回调地址' : tried.answered ? '已回调' : '回调没有得到应答',
      })
      response.writeHead(303, { location: `/?${back}` }).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
    const asked = { box: url.searchParams.get('box'), said: url.searchParams.get('said') }
    response.end(pageOf({ inboxes, media, cards: application.cards, refused, dropped: application.dropped().length, ...asked }))
  }

  const serve = async (exchange: Exchange): Promise<void> => {
    const { request, response } = exchange
    const url = new URL(request.url ?? '/', 'http://fake')
    const route = ROUTES[`${request.method} ${url.pathname}`]
    if (!route) return show(url, exchange)
    const bytes = request.method === 'POST' ? await readBytes(request) : null
    const told = { query: url.searchParams, type: request.headers['content-type'] ?? '', bytes }
    calls.push(url.pathname)
    const fault = request.method === 'POST' ? faults.shift() : undefined
    if (fault?.kind === 'drop-before') return void request.socket.destroy()
    if (fault?.kind === 'slow') await wait(fault.ms)
    if (fault?.kind === 'status') return void response.writeHead(fault.status, { 'content-type': 'text/html' }).end('<html>bad gateway</html>')
    const said = fault?.kind === 'errcode' ? { errcode: fault.errcode, errmsg: 'as told' } : await route(told)
    if (said.errcode !== 0) refused.set(said.errcode, (refused.get(said.errcode) ?? 0) + 1)
    if (fault?.kind === 'drop-after') return void request.socket.destroy()
    response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8', 'error-code': String(said.errcode) }).end(JSON.stringify(said))
  }

  const server = createServer((request, response) => void serve({ request, response }).catch(() => response.destroy()))
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    inboxes,
    robots,
    application,
    tokens,
    media,
    calls,
    fail: (...more) => void faults.push(...more),
    trust: (now) => {
      trusted = now
    },
    press,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What a request says. */
interface Told {
  readonly query: URLSearchParams
  readonly type: string
  /** Null where there was too much of it. */
  readonly bytes: Buffer | null
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}
