import { createHash } from 'node:crypto'
import type { RateWindow, Words } from '@shixu/domain'
import type { Channel, Clock, Limiter, Message, Part, Progress, Receipt } from '@shixu/pipeline/ports'
import { askWecom } from './ask-wecom.ts'
import { wordsOf } from './parts.ts'
import { type Draw, drawn, eventOf, NO_PICTURE, picturesOf } from './pictures.ts'
import { type Sent, said, sentBy } from './receipt-of.ts'
import { sendParts } from './send-parts.ts'

export interface RobotOptions {
  readonly base: string
  /** Keys by the names that contacts give. */
  readonly robots: ReadonlyMap<string, string>
  readonly limiter: Limiter
  readonly progress: Progress
  readonly wall: Pick<Clock, 'now'>
  readonly draw?: Draw
  /** The words of a region; as usual where nothing is said. */
  readonly wordsIn?: (region: string) => Words
  readonly transcript?: (line: string) => void
}

const LIMITS = { text: 2048, markdown: 4096 } as const

/** 20 a minute by the far end's count of what arrives; some seconds more for what is on the way. */
const RATE: RateWindow = { most: 20, inMs: 65_000 }

/** A robot (群机器人) tells its group. The far end drops no repeats, so how far a message has come is kept part by part. */
export function createRobot(options: RobotOptions): Channel {
  return {
    name: 'wecom-robot',
    deduplicates: false,
    deliver: async (message, signal) => {
      const name = message.recipient.contact.robot
      const key = name === undefined ? undefined : options.robots.get(name)
      if (key === undefined) return said('refused', 'no-robot', name)
      const words = options.wordsIn?.(message.region) ?? {}
      return sendParts({
        ...{ progress: options.progress, wall: options.wall, limits: LIMITS, words, dropsRepeatsMs: 0 },
        of: { channel: 'wecom-robot', message: message.id },
        cut: () => [...wordsOf(message, { limits: LIMITS, words }), ...(options.draw ? picturesOf(message) : [])],
        room: (n) => roomFor(options.limiter, key, n),
        send: (part, content) => sendOne(options, { part, content, key, message, signal }),
      })
    },
  }
}

async function roomFor(limiter: Limiter, key: string, n: number): Promise<Receipt | null> {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16)
  const take = await limiter.take({ key: `wecom-robot/${hash}`, windows: [RATE], n })
  return take.ok ? null : { ...said('deferred', 'no-room'), retryAfterMs: take.waitMs, blame: 'rate' }
}

interface One {
  readonly part: Part
  readonly content: string
  readonly key: string
  readonly message: Message
  readonly signal: AbortSignal
}

async function sendOne({ base, draw, transcript }: RobotOptions, { part, content, key, message, signal }: One): Promise<Sent> {
  const body = part.kind === 'image' ? await imageOf(message, part, draw) : { msgtype: part.kind, [part.kind]: { content } }
  if (body === null) return NO_PICTURE
  const post = { base, path: '/cgi-bin/webhook/send', query: { key }, body: JSON.stringify(body), signal }
  return sentBy(await askWecom({ ...post, ...(transcript && { transcript }) }))
}

async function imageOf(message: Message, part: Part, draw: Draw | undefined): Promise<object | null> {
  const bytes = await drawn(eventOf(message, part), draw)
  if (!bytes) return null
  return { msgtype: 'image', image: { base64: Buffer.from(bytes).toString('base64'), md5: createHash('md5').update(bytes).digest('hex') } }
}
