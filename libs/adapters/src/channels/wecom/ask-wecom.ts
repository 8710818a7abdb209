import { oneLine, shortened } from '@shixu/domain'
import axios from 'axios'
import { askedAgainMs } from '../asked-again.ts'
import { blanking } from '../blanking.ts'
import { isBeforeConnected, patientAgents } from '../patient-agents.ts'

/** A file as the body of a form. */
export interface WecomFile {
  readonly type: string
  readonly bytes: Buffer
}

export interface WecomAsk {
  readonly base: string
  /** `/cgi-bin/webhook/send`. */
  readonly path: string
  /** All of it is secret: it is never told, and blanked where the far end says it. */
  readonly query: Readonly<Record<string, string>>
  readonly plainQuery?: Readonly<Record<string, string>> | undefined
  /** JSON, sent as it is, or a file; a GET where there is none. */
  readonly body?: string | WecomFile
  readonly signal: AbortSignal
  /** Hears what is asked and answered, secrets blanked. */
  readonly transcript?: (line: string) => void
}

/** The answer, or that there is none and whether the request may have arrived all the same. */
export type WecomReply =
  | { readonly errcode: number; readonly errmsg: string; readonly body: Readonly<Record<string, unknown>> }
  | { readonly isOut: boolean; readonly code: string; readonly text: string; readonly againMs?: number | undefined }

const ANSWER_MS = 20_000
const MOST_BYTES = 1024 * 1024
const TOLD_LENGTH = 2_000

const agents = patientAgents()

/** One request to WeCom, no redirects followed. Never throws. */
export async function askWecom(ask: WecomAsk): Promise<WecomReply> {
  const { query, signal, transcript } = ask
  const blank = blanking(Object.values(query))
  if (transcript) for (const line of askedLines(ask)) transcript(`> ${shortened(oneLine(blank(line)), TOLD_LENGTH)}`)
  const reply = await send(ask, AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])).catch((fault: unknown) => lostBy(fault))
  transcript?.(`< ${shortened(oneLine(blank(answeredLine(reply))), TOLD_LENGTH)}`)
  return 'errmsg' in reply ? { ...reply, errmsg: blank(reply.errmsg) } : reply
}

const askedLines = ({ base, path, query, plainQuery = {}, body }: WecomAsk): readonly string[] => {
  const asked = [...Object.keys(query).map((name) => `${name}=***`), ...Object.entries(plainQuery).map(([name, value]) => `${name}=${value}`)]
  return [`${body === undefined ? 'GET' : 'POST'} ${base}${path}?${asked.join('&')}`, ...(body === undefined ? [] : [saidOf(body)])]
}

const saidOf = (body: string | WecomFile): string =>
  typeof body === 'string' ? body.replace(/("base64":")[^"]{40,}/u, '$1…') : `${body.type.split(';', 1)[0]}, ${body.bytes.length} bytes`

/** With the second, a card can be changed once. */
const SECRET_ANSWERS: readonly string[] = ['access_token', 'response_code']

const answeredLine = (reply: WecomReply): string =>
  'text' in reply ? `${reply.code} ${reply.text}` : JSON.stringify(reply.body, (name, value: unknown) => (SECRET_ANSWERS.includes(name) ? '***' : value))

async function send({ base, path, query, plainQuery, body }: WecomAsk, signal: AbortSignal): Promise<WecomReply> {
  const { status, data, headers } = await axios.request<string>({
    url: `${base}${path}?${new URLSearchParams({ ...query, ...plainQuery })}`,
    method: body === undefined ? 'GET' : 'POST',
    ...(body !== undefined && sentAs(body)),
    ...agents,
    responseType: 'text',
    transformResponse: (text: string) => text,
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: MOST_BYTES,
    signal,
  })
  return readReply(status, data, askedAgainMs(headers['retry-after'], Date.now()))
}

const sentAs = (body: string | WecomFile) =>
  typeof body === 'string'
    ? { data: Buffer.from(body), headers: { 'Content-Type': 'application/json; charset=utf-8' } }
    : { data: body.bytes, headers: { 'Content-Type': body.type } }

/** Only what says its errcode is an answer of WeCom's; anything else is said by what stands between. */
function readReply(status: number, text: string, againMs: number | undefined): WecomReply {
  try {
    const body = JSON.parse(text) as Readonly<Record<string, unknown>> | null
    if (typeof body?.errcode === 'number') return { errcode: body.errcode, errmsg: String(body.errmsg ?? ''), body }
  } catch {
    // Told below: it is no JSON.
  }
  // A gateway that has not passed it on says so by 4xx or 503; after any other it may have arrived.
  const isOut = !(status === 503 || (status >= 300 && status < 500))
  return { isOut, code: `http-${status}`, text: `status ${status}, and no answer of WeCom's`, ...(againMs !== undefined && { againMs }) }
}

/** At these the request was not yet out. */
const BEFORE_CALLS: ReadonlySet<unknown> = new Set(['connect', 'getaddrinfo'])
const BEFORE_CODES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|ERR_INVALID_URL|ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_)/u

/** An error of axios carries the whole request with its keys: of these only the code goes on. */
function lostBy(fault: unknown): WecomReply {
  const { code = 'ERR', cause } = fault as { readonly code?: string; readonly cause?: { readonly code?: string; readonly syscall?: string } }
  const inner = cause?.code ?? code
  const isBefore = isBeforeConnected(cause) || BEFORE_CALLS.has(cause?.syscall) || BEFORE_CODES.test(inner)
  return { isOut: !isBefore, code: inner, text: isBefore ? 'no connection to WeCom' : 'no answer of WeCom’s; the message may have arrived' }
}
