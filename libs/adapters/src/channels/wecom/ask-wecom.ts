import { oneLine, shortened } from '@shixu/domain'
import axios from 'axios'
import { patientAgents } from './patient-agents.ts'

export interface WecomAsk {
  readonly base: string
  /** `/cgi-bin/webhook/send`. */
  readonly path: string
  /** Some of it is secret: it is never told. */
  readonly query: Readonly<Record<string, string>>
  /** JSON, sent as it is; a GET where there is none. */
  readonly body?: string
  readonly signal: AbortSignal
  /** Hears what is asked and answered, secrets blanked. */
  readonly transcript?: (line: string) => void
}

/** The answer, or that there is none and whether the request may have arrived all the same. */
export type WecomReply =
  | { readonly errcode: number; readonly errmsg: string; readonly body: Readonly<Record<string, unknown>> }
  | { readonly isOut: boolean; readonly code: string; readonly text: string }

const ANSWER_MS = 20_000
const MOST_BYTES = 1024 * 1024
const TOLD_LENGTH = 2_000

const agents = patientAgents()

/** One request to WeCom, no redirects followed. Never throws. */
export async function askWecom(ask: WecomAsk): Promise<WecomReply> {
  const { base, path, query, body, signal, transcript } = ask
  transcript?.(
    `> ${body === undefined ? 'GET' : 'POST'} ${base}${path}?${Object.keys(query)
      .map((name) => `${name}=***`)
      .join('&')}`,
  )
  if (body !== undefined) transcript?.(`> ${shortened(oneLine(body), TOLD_LENGTH)}`)
  const reply = await send(ask, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])).catch((fault: unknown) => lostBy(fault))
  transcript?.(
    `< ${shortened(oneLine('text' in reply ? `${reply.code} ${reply.text}` : JSON.stringify({ ...reply.body, ...blanked(reply.body) })), TOLD_LENGTH)}`,
  )
  return reply
}

const blanked = (body: Readonly<Record<string, unknown>>): object => ('access_token' in body ? { access_token: '***' } : {})

async function send({ base, path, query, body }: WecomAsk, signal: AbortSignal): Promise<WecomReply> {
  const { status, data } = await axios.request<string>({
    url: `${base}${path}?${new URLSearchParams(query)}`,
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && { data: Buffer.from(body), headers: { 'Content-Type': 'application/json; charset=utf-8' } }),
    ...agents,
    responseType: 'text',
    transformResponse: (text: string) => text,
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: MOST_BYTES,
    signal,
  })
  return readReply(status, data)
}

/** Only what says its errcode is an answer of WeCom's; anything else is said by what stands between. */
function readReply(status: number, text: string): WecomReply {
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>> | null
    if (typeof body?.errcode === 'number') return { errcode: body.errcode, errmsg: String(body.errmsg ?? ''), body }
  } catch {
    // Told below: it is no JSON.
  }
  // A gateway that has not passed it on says so by 4xx or 503; after any other it may have arrived.
  const isOut = !(status === 503 || (status >= 300 && status < 500))
  return { isOut, code: `http-${status}`, text: `status ${status}, and no answer of WeCom's` }
}

/** At these the request was not yet out. */
const BEFORE_CALLS: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo'])
const BEFORE_CODES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_INVALID_URL|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_)/u

/** An error of axios carries the whole request with its keys: of these only the code goes on. */
function lostBy(fault: unknown): WecomReply {
  const { code = 'ERR', cause } = fault as { readonly code?: string; readonly cause?: { readonly code?: string; readonly syscall?: string } }
  const inner = cause?.code ?? code
  const isBefore = BEFORE_CALLS.has(cause?.syscall) || BEFORE_CODES.test(inner)
  return { isOut: !isBefore, code: inner, text: isBefore ? 'no connection to WeCom' : 'no answer of WeCom’s; the message may have arrived' }
}
