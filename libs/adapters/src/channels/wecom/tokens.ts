import type { Clock } from '@shixu/pipeline/ports'
import { askWecom } from './ask-wecom.ts'
import { type Sent, sentBy } from './receipt-of.ts'

/** An application of a corporation. */
export interface Application {
  readonly base: string
  readonly corp: string
  readonly agent: number
  readonly secret: string
  readonly transcript?: (line: string) => void
}

export type Token = { readonly token: string } | { readonly fault: Sent }

export interface Tokens {
  /** The one that holds; all who ask at a time share one request. */
  get(signal: AbortSignal): Promise<Token>
  /** The platform does not take this one any more. Who says so of an older one changes nothing. */
  drop(token: string): void
}

/** It ends a little earlier here, so that no request carries one that ends on the way. */
const EARLIER_MS = 5 * 60_000
/** The platform gives the same one again until it ends: of one that ends soon half its time is used, or everyone would ask for it anew. */
const heldFor = (lifeMs: number): number => Math.max(lifeMs - EARLIER_MS, lifeMs / 2, 0)

export function createTokens({ base, corp, secret, transcript }: Application, { now }: Pick<Clock, 'now'>): Tokens {
  let held: { readonly token: string; readonly until: number } | null = null
  let asking: Promise<Token> | null = null

  const ask = async (): Promise<Token> => {
    // Of all who wait: that one of them gives up is nothing to the others.
    const signal = AbortSignal.timeout(20_000)
    const query = { corpid: corp, corpsecret: secret }
    const reply = await askWecom({ base, path: '/cgi-bin/gettoken', query, signal, ...(transcript && { transcript }) })
    if (!('errcode' in reply)) return { fault: tokenFault({ ...sentBy(reply), text: `no token was had, so nothing was sent: ${reply.code}` }) }
    if (reply.errcode !== 0) return { fault: tokenFault(sentBy(reply)) }
    const token = String(reply.body.access_token ?? '')
    held = { token, until: now() + heldFor(Number(reply.body.expires_in ?? 0) * 1_000) }
    return { token }
  }

  return {
    get: async (signal) => {
      signal.throwIfAborted()
      if (held && held.until > now()) return { token: held.token }
      asking ??= ask().finally(() => {
        asking = null
      })
      return asking
    },
    drop: (token) => {
      if (held?.token === token) held = null
    },
  }
}

/** Without a token nothing was sent, whatever became of the request for one. */
const tokenFault = (sent: Sent): Sent => ({ ...sent, outcome: 'deferred', blame: 'channel' })
