import type { Readable } from 'node:stream'
import axios from 'axios'
import { isPrivate, PrivateAddress, publicLookup } from '../../feeds/fetch/private-address.ts'
import { isBeforeConnected, patientAgents } from '../patient-agents.ts'

export interface Post {
  readonly url: URL
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
  /** Whether the address may be one of a private network. */
  readonly mayBePrivate: boolean
  readonly timeoutMs: number
}

/** `isOut`: the request may have reached the receiver. */
export type Answered =
  | { readonly status: number; readonly retryAfter: unknown; readonly said: string }
  | { readonly fault: Error & { readonly code?: string }; readonly isOut: boolean }

/** What keeps a request from ever leaving: nobody has it. */
const NOT_OUT = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPROTO|CERT_|DEPTH_|SELF_SIGNED|UNABLE_|ERR_TLS|ERR_SSL|ERR_BAD_OPTION)/u

/** A receiver that cannot be connected to is known not to have it: that has to be said before the whole is late. */
const CONNECT_MS = 10_000

/** One request, never redirected or sent through a proxy. The address is checked when it is connected to: a name that means another address by then leads nowhere. */
export async function postEvent({ url, body, headers, mayBePrivate, timeoutMs }: Post, signal: AbortSignal): Promise<Answered> {
  if (!mayBePrivate && isPrivate(url.hostname)) return { fault: new PrivateAddress(`${url.hostname} is an address of a private network`), isOut: false }
  try {
    const answer = await axios.post<Readable>(url.href, body, {
      headers: { 'User-Agent': 'shixu', 'Content-Type': 'application/cloudevents+json; charset=utf-8', ...headers },
      responseType: 'stream',
      maxRedirects: 0,
      proxy: false,
      ...patientAgents(Math.min(CONNECT_MS, timeoutMs / 2)),
      validateStatus: () => true,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      ...(mayBePrivate ? {} : { lookup: publicLookup as never }),
    })
    return { status: answer.status, retryAfter: answer.headers['retry-after'], said: await beginOf(answer.data) }
  } catch (thrown) {
    return faultOf(thrown)
  }
}

/** An error of axios carries the address and the heads with it: only its words and its code go on. */
function faultOf(thrown: unknown): Answered {
  const cause = (thrown as { cause?: unknown }).cause
  if (cause instanceof PrivateAddress || thrown instanceof PrivateAddress)
    return { fault: cause instanceof PrivateAddress ? cause : (thrown as PrivateAddress), isOut: false }
  const code = String((thrown as { code?: unknown }).code ?? 'fault')
  return {
    fault: Object.assign(new Error(code === 'ERR_CANCELED' ? 'no answer in time' : String((thrown as Error).message).slice(0, 200)), { code }),
    isOut: !isBeforeConnected(cause) && !NOT_OUT.test(code),
  }
}

const MOST_SAID = 1000

/** As much as tells what is wrong; the rest is let go of. */
async function beginOf(body: Readable): Promise<string> {
  let said = ''
  try {
    for await (const chunk of body) {
      said += String(chunk)
      if (said.length >= MOST_SAID) break
    }
  } catch {
    said += ' (cut)'
  }
  body.destroy()
  return said.slice(0, MOST_SAID)
}
