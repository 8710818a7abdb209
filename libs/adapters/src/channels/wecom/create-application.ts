import { say, type Words } from '@shixu/domain'
import type { Channel, Clock, Limiter, Message, Part, Progress, Receipt } from '@shixu/pipeline/ports'
import { cardsOf } from './card.ts'
import { createMedia, type Media } from './media.ts'
import { reached, roomFor, together, withUnreached } from './members.ts'
import { wordsOf } from './parts.ts'
import { type Draw, eventOf, NO_PICTURE, picturesOf } from './pictures.ts'
import { postAsApplication } from './post-as-application.ts'
import { type Sent, said } from './receipt-of.ts'
import { sendParts } from './send-parts.ts'
import { type Application, createTokens, type Tokens } from './tokens.ts'
import { trialCardOf } from './trial-card.ts'

export interface ApplicationOptions {
  readonly application: Application
  readonly tokens?: Tokens
  readonly limiter: Limiter
  readonly progress: Progress
  readonly wall: Pick<Clock, 'now'>
  /** For how many days pressing the button is a promise; null where nothing answers to a button. */
  readonly promiseDays: number | null
  /** Without it messages have no pictures. */
  readonly draw?: Draw
  /** The words of a region; as usual where nothing is said. */
  readonly wordsIn?: (region: string) => Words
}

const LIMITS = { text: 2048, markdown: 2048 } as const

/** The longest that the platform can be asked to drop identical bodies. */
const DROPS_REPEATS_S = 14_400
/** A repeat after this may come when it does not any more. */
const DROPS_REPEATS_MS = (DROPS_REPEATS_S - 600) * 1_000

/** What would be read as several users, or as all of the corporation. */
const EVERYBODY = /[|\s]|^@/u

/** How many members one message may name; more have several. */
const MOST_USERS = 1_000

/** Messages of an application (应用消息) to members. The platform drops a repeat with the same bytes for four hours; a later one says that it may be one. */
export function createApplication(options: ApplicationOptions): Channel {
  const { application, wall, draw } = options
  const tokens = options.tokens ?? createTokens(application, wall)
  const media = draw ? createMedia({ application, tokens, wall, draw }) : null
  return {
    name: 'wecom-app',
    deduplicates: true,
    deliver: async (message, signal) => {
      const users = [...new Set(message.recipient.contact.wecom ?? [])]
      if (users.length === 0) return said('refused', 'no-user')
      if (users.some((user) => EVERYBODY.test(user))) return said('refused', 'bad-user')
      const receipts: Receipt[] = []
      for (let at = 0; at < users.length; at += MOST_USERS) {
        const receipt = await sendToSome({ ...options, tokens, media }, { message, users: users.slice(at, at + MOST_USERS), at, signal })
        // Whoever has it is remembered, and does not get it again.
        receipts.push(receipt)
        if (receipt.outcome === 'deferred' || receipt.outcome === 'unknown') break
      }
      return together(receipts)
    },
  }
}

interface Parts extends ApplicationOptions {
  readonly tokens: Tokens
  readonly media: Media | null
}

interface Some {
  readonly message: Message
  readonly users: readonly string[]
  /** Of the first of them among all. */
  readonly at: number
  readonly signal: AbortSignal
}

async function sendToSome(parts: Parts, { message, users, at, signal }: Some): Promise<Receipt> {
  const { application, limiter, progress, wall, promiseDays, tokens, media } = parts
  const words = parts.wordsIn?.(message.region) ?? {}
  const unreached = new Map<string, string>()
  const cards = () => {
    if (promiseDays === null) return []
    return message.trial ? [trialCardOf(message, words)] : cardsOf(message, { promiseDays, words })
  }
  const receipt = await sendParts({
    ...{ progress, wall, limits: LIMITS, words, dropsRepeatsMs: DROPS_REPEATS_MS },
    of: { channel: 'wecom-app', message: at === 0 ? message.id : `${message.id}/${at}` },
    cut: () => [...wordsOf(numbered(message, words), { limits: LIMITS, words }), ...cards(), ...(media ? picturesOf(message) : [])],
    room: (n) => roomFor(limiter, { application, users, n }),
    bring: (part, lost) => bring(media, part, { message, signal, ...(lost !== undefined && { lost }) }),
    send: async (part, content) => {
      const body = JSON.stringify(bodyOf(part, { content, users, agent: application.agent }))
      return reached(await postAsApplication(application, tokens, { path: '/cgi-bin/message/send', body, signal }), users, unreached)
    },
  })
  return withUnreached(receipt, unreached)
}

/** A picture has a name at the far end before a message can show it; one that was named before a crash keeps its name. */
async function bring(
  media: Media | null,
  part: Part,
  { message, ...bringing }: { readonly message: Message; readonly lost?: string; readonly signal: AbortSignal },
): Promise<Part | Sent> {
  if (part.media !== undefined && bringing.lost === undefined) return part
  const event = eventOf(message, part)
  if (!event || !media) return NO_PICTURE
  const brought = await media.of(event, bringing)
  return 'fault' in brought ? brought.fault : { ...part, media: brought.media }
}

const NUMBER_LENGTH = 8

/** Two notices may say the same to one reader, and the platform would drop the second: what tells them apart stands in their words, and can be asked about. */
function numbered({ id, markdown, text, ...message }: Message, words: Words): Message {
  const number = say(words, 'notice-number', { 编号: id.replace(/[^\w-]/gu, '-').slice(0, NUMBER_LENGTH) })
  return { ...message, id, text: `${text}\n${number}`, markdown: markdown.trim() === '' ? '' : `${markdown}\n<font color="comment">${number}</font>` }
}

function bodyOf(part: Part, { content, users, agent }: { readonly content: string; readonly users: readonly string[]; readonly agent: number }): object {
  return { touser: users.join('|'), agentid: agent, ...contentOf(part, content), enable_duplicate_check: 1, duplicate_check_interval: DROPS_REPEATS_S }
}

function contentOf(part: Part, content: string): object {
  if (part.kind === 'card') return { msgtype: 'template_card', template_card: cardIn(part) }
  if (part.kind === 'image') return { msgtype: 'image', image: { media_id: part.media } }
  return { msgtype: part.kind, [part.kind]: { content } }
}

/** A task has one card: a repeat that the platform may not drop any more is another. */
function cardIn({ content, doubtful, since }: Part): object {
  const card = JSON.parse(content) as { readonly task_id: string }
  return doubtful ? { ...card, task_id: `${card.task_id}@${since}` } : card
}
