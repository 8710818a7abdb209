import type { Channel, Clock, Message, Receipt } from '@shixu/pipeline/ports'
import { PrivateAddress } from '../../feeds/fetch/private-address.ts'
import { askedAgainMs } from '../asked-again.ts'
import { blanking } from '../blanking.ts'
import type { Say } from '../smtp/say-dialogue.ts'
import { noticeEvent, signed } from './notice-event.ts'
import { type Answered, type Post, postEvent } from './post-event.ts'
import { fateOfStatus } from './statuses.ts'

export interface WebhookOptions {
  /** Signs every request; never sent. */
  readonly secret: string
  /** Receivers within private networks, by plain http too, are reached only where this is said. */
  readonly mayBePrivate: boolean
  readonly wall: Pick<Clock, 'now'>
  readonly timeoutMs?: number
  /** Hears the request and the answer, the signature and what follows the host of the address blanked. */
  readonly transcript?: Say
}

/** What the channel itself says of a webhook. */
export const WEBHOOK_CODES = {
  'no-webhook': 'The contact has no webhook.',
  'bad-webhook': 'The contact’s webhook is no https address.',
  'private-address': 'The webhook’s address is in a private network: allow it by SHIXU_WEBHOOK_PRIVATE if that is meant.',
  'no-answer-yet': 'The request is out, and no answer came.',
  gone: 'The receiver said 410 before: nothing more is sent there until the next start.',
} as const

const TIMEOUT_MS = 15_000

/** One request a notice to an address of the receiver's own. He can tell a repeat by its id. */
export function createWebhook(options: WebhookOptions): Channel {
  const gone = new Set<string>()
  return {
    name: 'webhook',
    deduplicates: false,
    async deliver(message, signal) {
      const given = message.recipient.contact.webhook
      if (given === undefined) return said('no-webhook', message)
      const url = URL.parse(given)
      if (url === null || !(url.protocol === 'https:' || (options.mayBePrivate && url.protocol === 'http:'))) return said('bad-webhook', message)
      if (gone.has(url.href)) return said('gone', message)
      const post = postOf(message, url, options)
      const answered = blanked(await postEvent(post, signal), secretsOf(post, options))
      if (options.transcript) tellExchange(post, answered, options.transcript)
      if ('status' in answered && answered.status === 410) gone.add(url.href)
      return receiptOf(answered, options.wall.now())
    },
  }
}

function postOf(message: Message, url: URL, { secret, mayBePrivate, wall, timeoutMs = TIMEOUT_MS }: WebhookOptions): Post {
  const body = noticeEvent(message)
  return { url, body, headers: signed(body, { id: message.id, now: wall.now(), secret }), mayBePrivate, timeoutMs }
}

/** The path and what follows it may be a password, as they are with many receivers; who gets them says them gladly: Cannot POST /…. */
const secretsOf = ({ url, headers }: Post, { secret }: WebhookOptions): readonly string[] => {
  const signature = String(headers['webhook-signature'] ?? '')
  const given = [
    url.href,
    `${url.pathname}${url.search}`,
    url.search,
    url.username,
    url.password,
    ...url.searchParams.values(),
    secret,
    signature,
    signature.slice(3),
  ]
  const paths = [url.pathname, ...url.pathname.split('/').filter((step) => step.length >= LEAST_SECRET)]
  return [...given, ...paths.filter((path) => path !== '/'), ...paths.flatMap(decoded)]
}

/** A shorter step of a path is a word that anybody may say. */
const LEAST_SECRET = 8

const decoded = (path: string): readonly string[] => {
  try {
    return path === '/' ? [] : [decodeURIComponent(path)]
  } catch {
    return []
  }
}

function blanked(answered: Answered, secrets: readonly string[]): Answered {
  const blank = blanking(secrets)
  if (!('fault' in answered)) return { ...answered, said: blank(answered.said) }
  const { fault, isOut } = answered
  if (fault instanceof PrivateAddress) return answered
  return { fault: Object.assign(new Error(blank(fault.message)), fault.code === undefined ? {} : { code: fault.code }), isOut }
}

const said = (code: 'no-webhook' | 'bad-webhook' | 'gone', { recipient }: Message): Receipt => ({
  outcome: 'refused',
  code,
  text: `${recipient.id}: ${WEBHOOK_CODES[code]}`,
})

function receiptOf(answered: Answered, now: number): Receipt {
  if ('fault' in answered) return faultReceipt(answered)
  const { outcome, againMs, why } = fateOfStatus(answered.status)
  const asked = askedAgainMs(answered.retryAfter, now)
  const again = outcome === 'deferred' ? (asked ?? againMs) : undefined
  const blame = outcome === 'accepted' ? undefined : ('recipient' as const)
  return {
    outcome,
    code: String(answered.status),
    text: `${why}${answered.said === '' ? '' : `: ${answered.said}`}`,
    ...(blame && { blame }),
    ...(again !== undefined && { retryAfterMs: again }),
  }
}

function faultReceipt({ fault, isOut }: Extract<Answered, { fault: unknown }>): Receipt {
  if (fault instanceof PrivateAddress) return { outcome: 'refused', code: 'private-address', text: `${WEBHOOK_CODES['private-address']} ${fault.message}` }
  if (isOut) return { outcome: 'unknown', code: 'no-answer-yet', text: `${WEBHOOK_CODES['no-answer-yet']} ${fault.message}`, blame: 'recipient' }
  return { outcome: 'deferred', code: fault.code ?? 'fault', text: fault.message, blame: 'recipient' }
}

/** The path may be a password, as it is with many receivers. */
function tellExchange({ url, body, headers }: Post, answered: Answered, say: Say): void {
  say(`> POST ${url.origin}/***`)
  for (const [name, value] of Object.entries(headers)) say(`> ${name}: ${name === 'webhook-signature' ? 'v1,***' : value}`)
  say(`> ${body}`)
  if ('fault' in answered) say(`* ${answered.fault.code ?? ''} ${answered.fault.message}`)
  else for (const line of [String(answered.status), ...answered.said.split(/\r?\n/u)]) if (line !== '') say(`< ${line}`)
}
