import { createHash } from 'node:crypto'
import type { RateWindow } from '@shixu/domain'
import type { Channel, Clock, Limiter, Message, Part, Progress, Receipt } from '@shixu/pipeline/ports'
import { cardsOf } from './card.ts'
import { wordsOf } from './parts.ts'
import { postAsApplication } from './post-as-application.ts'
import { type Sent, said } from './receipt-of.ts'
import { sendParts } from './send-parts.ts'
import { type Application, createTokens, type Tokens } from './tokens.ts'

export interface ApplicationOptions {
  readonly application: Application
  readonly tokens?: Tokens
  readonly limiter: Limiter
  readonly progress: Progress
  readonly wall: Pick<Clock, 'now'>
  /** For how many days pressing the button is a promise; null where nothing answers to a button. */
  readonly promiseDays: number | null
}

const LIMITS = { text: 2048, markdown: 2048 } as const

/** Of one member; what is more is dropped without a word. Some seconds more than the far end's for what is on the way. */
const RATES: readonly RateWindow[] = [
  { most: 30, inMs: 65_000 },
  { most: 1_000, inMs: 3_610_000 },
]

/** The longest that the platform can be asked to drop identical bodies. */
const DROPS_REPEATS_S = 14_400
/** A repeat after this may come when it does not any more. */
const DROPS_REPEATS_MS = (DROPS_REPEATS_S - 600) * 1_000

/** Messages of an application (应用消息) to members. The platform drops a repeat with the same bytes for four hours; a later one says that it may be one. */
export function createApplication(options: ApplicationOptions): Channel {
  const { application, limiter, progress, wall, promiseDays } = options
  const tokens = options.tokens ?? createTokens(application, wall)
  return {
    name: 'wecom-app',
    deduplicates: true,
    deliver: async (message, signal) => {
      const users = [...new Set(message.recipient.contact.wecom ?? [])]
      if (users.length === 0) return said('refused', 'no-user')
      const unreached = new Map<string, string>()
      const receipt = await sendParts({
        ...{ progress, wall, limits: LIMITS, dropsRepeatsMs: DROPS_REPEATS_MS },
        of: { channel: 'wecom-app', message: message.id },
        cut: () => [...wordsOf(numbered(message), LIMITS), ...(promiseDays === null ? [] : cardsOf(message, { promiseDays }))],
        room: (n) => roomFor(limiter, { application, users, n }),
        send: async (part, words) => {
          const body = JSON.stringify(bodyOf(part, { words, users, agent: application.agent }))
          const sent = await postAsApplication(application, tokens, { path: '/cgi-bin/message/send', body, signal })
          return reached(sent, users, unreached)
        },
      })
      return withUnreached(receipt, unreached)
    },
  }
}

const NUMBER_LENGTH = 8

/** Two notices may say the same to one reader, and the platform would drop the second: what tells them apart stands in their words, and can be asked about. */
function numbered({ id, markdown, text }: Message): Pick<Message, 'markdown' | 'text'> {
  const words = `通知编号 ${id.replace(/[^\w-]/gu, '-').slice(0, NUMBER_LENGTH)}`
  return { text: `${text}\n${words}`, markdown: markdown.trim() === '' ? '' : `${markdown}\n<font color="comment">${words}</font>` }
}

interface Asked {
  readonly application: Application
  readonly users: readonly string[]
  readonly n: number
}

/** Each member has a rate of his own. Who had room and got nothing, since another had none, has lost a little of it. */
async function roomFor(limiter: Limiter, { application: { corp, agent }, users, n }: Asked): Promise<Receipt | null> {
  for (const user of users) {
    const hash = createHash('sha256')
      .update(JSON.stringify([corp, agent, user.toLowerCase()]))
      .digest('hex')
      .slice(0, 16)
    const take = await limiter.take({ key: `wecom-app/${hash}`, windows: RATES, n })
    if (!take.ok) return { ...said('deferred', 'no-room'), retryAfterMs: take.waitMs, blame: 'rate' }
  }
  return null
}

function bodyOf(part: Part, { words, users, agent }: { readonly words: string; readonly users: readonly string[]; readonly agent: number }): object {
  const content = part.kind === 'card' ? { msgtype: 'template_card', template_card: cardIn(part) } : { msgtype: part.kind, [part.kind]: { content: words } }
  return { touser: users.join('|'), agentid: agent, ...content, enable_duplicate_check: 1, duplicate_check_interval: DROPS_REPEATS_S }
}

/** A task has one card: a repeat that the platform may not drop any more is another. */
function cardIn({ content, doubtful, since }: Part): object {
  const card = JSON.parse(content) as { readonly task_id: string }
  return doubtful ? { ...card, task_id: `${card.task_id}@${since}` } : card
}

const listed = (value: unknown): readonly string[] => (typeof value === 'string' ? value.split('|').filter(Boolean) : [])

const WHY = { invaliduser: 'not within the reach of the application', unlicenseduser: 'without a licence' } as const

/** Errcode 0 may still mean that some were left out, or all. */
function reached(sent: Sent, users: readonly string[], unreached: Map<string, string>): Sent {
  if (sent.outcome !== 'accepted') return sent
  const left = (['invaliduser', 'unlicenseduser'] as const).flatMap((field) =>
    listed(sent.body?.[field]).map((user) => [user.toLowerCase(), WHY[field]] as const),
  )
  for (const [user, why] of left) unreached.set(user, why)
  const none = users.every((user) => unreached.has(user.toLowerCase()))
  return none ? { ...sent, outcome: 'refused', blame: 'recipient' } : sent
}

function withUnreached(receipt: Receipt, unreached: ReadonlyMap<string, string>): Receipt {
  if (unreached.size === 0) return receipt
  return { ...receipt, text: `${receipt.text}; not reached: ${[...unreached].map(([user, why]) => `${user} (${why})`).join(', ')}` }
}
