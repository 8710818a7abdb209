import type { Readable } from 'node:stream'
import axios, { type AxiosResponse } from 'axios'
import { FeedFault } from '../fault.ts'
import { readBody } from './body.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import type { Fetched, Limits, Validators } from './limits.ts'
import { isPrivate, PrivateAddress, publicLookup } from './private-address.ts'
import { nextHop, publicUrl } from './redirect.ts'
import { retryAfterMs } from './retry-after.ts'
import { meaningOf } from './status.ts'

export interface HttpAsk {
  readonly validators: Validators | null
  readonly limits: Limits
  readonly signal: AbortSignal
  /** Milliseconds of the wall, for a Retry-After that is a date. */
  readonly now: () => number
}

type Answer = AxiosResponse<Readable>

/** One try: conditional on what was known, redirects followed hop by hop, everything within the limits. Throws `FeedFault` and nothing else. */
export const fetchHttp = async (location: string, { validators, limits, signal, now }: HttpAsk): Promise<Fetched> => {
  const start = URL.parse(location)
  if (!start || start.protocol === 'file:') throw new FeedFault('bad-location', `${location.split(':', 1)[0]}: …`)
  using deadline = startDeadline(publicUrl(start), signal, limits)
  let url = start
  let startedInside = false
  for (let hops = 0; hops <= limits.redirects; hops++) {
    const answer = await ask(url, { validators, deadline, trusted: hops === 0 || startedInside || url.host === start.host })
    if (hops === 0) startedInside = isPrivate(String(answer.request?.socket?.remoteAddress ?? ''))
    const meaning = meaningOf(answer.status)
    // Awaited here: the deadline ends with this block, and the body is under it.
    if (meaning === 'document') return await document(answer, { url: start, deadline, limit: limits.bytes })
    answer.data.destroy()
    if (meaning === 'unchanged') return { kind: 'unchanged' }
    if (meaning !== 'redirect')
      throw new FeedFault(meaning, publicUrl(url), { detail: `status ${answer.status}`, retryAfterMs: retryAfterMs(answer.headers['retry-after'], now()) })
    url = nextHop(url, answer.headers.location, { startedInside })
  }
  throw new FeedFault('too-many-redirects', publicUrl(start), { detail: `more than ${limits.redirects}` })
}

/** The answer's head. Any status is an answer; only what keeps one from coming is a fault. `trusted`: the host was named by the registry, not by a redirect. */
const ask = async (url: URL, { validators, deadline, trusted }: { validators: Validators | null; deadline: Deadline; trusted: boolean }): Promise<Answer> => {
  try {
    const answer = await axios.get<Readable>(url.href, {
      responseType: 'stream',
      maxRedirects: 0,
      validateStatus: () => true,
      signal: deadline.signal,
      headers: { Accept: '*/*', 'User-Agent': 'shixu', ...conditions(validators) },
      ...(trusted ? {} : { lookup: publicLookup as never }),
    })
    deadline.heard()
    return answer
  } catch (cause) {
    throw faultOf(cause, { url, deadline })
  }
}

const conditions = (validators: Validators | null): Record<string, string> => ({
  ...(validators?.etag ? { 'If-None-Match': validators.etag } : {}),
  ...(validators?.lastModified ? { 'If-Modified-Since': validators.lastModified } : {}),
})

const document = async (answer: Answer, { url, deadline, limit }: { url: URL; deadline: Deadline; limit: number }): Promise<Fetched> => {
  const where = publicUrl(url)
  const announced = Number(answer.headers['content-length'] ?? 0)
  try {
    if (announced > limit) throw new FeedFault('too-large', where, { detail: `${announced} bytes announced, at most ${limit}` })
    const bytes = await readBody(answer.data, deadline, { where, limit })
    return { kind: 'document', name: nameOf(url), bytes, validators: { etag: text(answer.headers.etag), lastModified: text(answer.headers['last-modified']) } }
  } catch (cause) {
    throw faultOf(cause, { url, deadline })
  } finally {
    answer.data.destroy()
  }
}

const text = (header: unknown): string | null => (typeof header === 'string' && header !== '' ? header : null)

/** The last part of the path, for places: a whole address in every letter would be hard to read, and its query may be a secret. */
const nameOf = (url: URL): string => {
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? url.hostname
  return last.replace(/[^\p{L}\p{N}._-]/gu, '_').slice(0, 80)
}

const faultOf = (cause: unknown, { url, deadline }: { url: URL; deadline: Deadline }): FeedFault => {
  const where = publicUrl(url)
  if (deadline.signal.aborted) return deadline.signal.reason as FeedFault
  if (cause instanceof FeedFault) return cause
  if (cause instanceof Error && (cause instanceof PrivateAddress || cause.cause instanceof PrivateAddress))
    return new FeedFault('redirect-refused', where, { cause })
  const code = String((cause as { code?: unknown }).code ?? '')
  return new FeedFault(code.startsWith('Z_') ? 'garbled' : 'unreachable', where, { cause: plainCause(cause), detail: code })
}

/** An error of axios carries the whole request, headers and address with it: of these only the words go on. */
const plainCause = (cause: unknown): unknown => (axios.isAxiosError(cause) ? (cause.cause ?? new Error(cause.code ?? 'request failed')) : cause)
