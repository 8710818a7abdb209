import type { Receipt } from '@shixu/pipeline/ports'
import type { WecomReply } from './ask-wecom.ts'
import { fateOf } from './fates.ts'

/** What one request came to. */
export type Sent = (Omit<Receipt, 'outcome'> & { readonly outcome: Receipt['outcome'] | 'split' | 'renew' | 'upload' }) & {
  readonly body?: Readonly<Record<string, unknown>>
}

/** By `errcode` alone. */
export function sentBy(reply: WecomReply): Sent {
  if ('isOut' in reply) {
    const { isOut, code, text, againMs } = reply
    return { outcome: isOut ? 'unknown' : 'deferred', code, text, blame: 'channel', ...(againMs !== undefined && { retryAfterMs: againMs }) }
  }
  const { outcome, againMs, blame, why } = fateOf(reply.errcode)
  return {
    outcome,
    code: String(reply.errcode),
    text: outcome === 'accepted' ? reply.errmsg : `${reply.errmsg}: ${why}`,
    ...(againMs !== undefined && { retryAfterMs: againMs }),
    ...(blame !== undefined && { blame }),
    body: reply.body,
  }
}

/** What the channel itself says, with no answer of the far end's. */
export const WECOM_CODES = {
  'no-robot': 'The contact has no robot, or SHIXU_WECOM_ROBOTS does not name it.',
  'no-user': 'The contact has no user of WeCom: give his user id.',
  'bad-user': 'The contact names no single user: one of its user ids would be read as several, or as everybody.',
  'no-room': 'The rate has no room now.',
  'in-parts': 'Some parts are out; the others wait until the rate has room.',
  empty: 'The message has no words.',
  'too-long': 'Far too little is taken at once; the far end is another than it should be.',
} as const

export const said = (outcome: Receipt['outcome'], code: keyof typeof WECOM_CODES, about = ''): Receipt => ({
  outcome,
  code,
  text: about === '' ? WECOM_CODES[code] : `${about}: ${WECOM_CODES[code]}`,
  blame: 'recipient',
})
