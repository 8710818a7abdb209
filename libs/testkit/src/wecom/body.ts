import { createHash } from 'node:crypto'
import type { Errcode } from './answers.ts'

/** The JSON of a message as it came. */
export type Body = Readonly<Record<string, unknown>>

const TYPES = ['text', 'markdown', 'markdown_v2', 'image', 'news', 'file', 'voice', 'template_card', 'textcard', 'mpnews'] as const

/** At most so many bytes of UTF-8, by where it was sent and what it is. */
const MOST_BYTES = {
  robot: { text: 2048, markdown: 4096, markdown_v2: 4096 },
  application: { text: 2048, markdown: 2048 },
} as const

/** A robot is told that a parameter is wrong, an application that its content is too long. */
const TOO_LONG = { robot: 40058, application: 45002 } as const

const IMAGE_BYTES = 2 * 1024 * 1024

export const partOf = (body: Body, name: string): Body => {
  const part = body[name]
  return typeof part === 'object' && part !== null ? (part as Body) : {}
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What is wrong with the content of a message; 0 where it is well. */
export const checkContent = (body: Body, way: keyof typeof MOST_BYTES): Errcode => {
  const type = TYPES.find((each) => each === body.msgtype)
  if (type === undefined) return 40008
  if (type === 'image' && way === 'robot') return checkImage(partOf(body, 'image'))
  if (type === 'template_card') return checkCard(partOf(body, 'template_card'))
  if (type !== 'text' && type !== 'markdown' && type !== 'markdown_v2') return 0
  const content = textOf(partOf(body, type).content)
  if (content.trim() === '') return 44004
  const most = (MOST_BYTES[way] as Readonly<Record<string, number>>)[type]
  if (most === undefined) return 40008
  return Buffer.byteLength(content) > most ? TOO_LONG[way] : 0
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const JPEG = Buffer.from([0xff, 0xd8, 0xff])

export const isPicture = (bytes: Buffer): boolean => bytes.subarray(0, 4).equals(PNG) || bytes.subarray(0, 3).equals(JPEG)

const checkImage = ({ base64, md5 }: Body): Errcode => {
  const bytes = Buffer.from(textOf(base64), 'base64')
  if (bytes.length === 0) return 44004
  if (bytes.length > IMAGE_BYTES) return 40009
  if (!isPicture(bytes)) return 40008
  return createHash('md5').update(bytes).digest('hex') === md5 ? 0 : 301019
}

const MOST_BUTTONS = 6

/** A card with buttons needs a task that is named in letters, digits and `_-@`, a title, and buttons with a key. */
const checkCard = (card: Body): Errcode => {
  if (card.card_type !== 'button_interaction') return 0
  const buttons = Array.isArray(card.button_list) ? (card.button_list as Body[]) : []
  const isWell =
    /^[\w@-]{1,128}$/u.test(textOf(card.task_id)) &&
    textOf(partOf(card, 'main_title').title) !== '' &&
    buttons.length > 0 &&
    buttons.length <= MOST_BUTTONS &&
    buttons.every(({ text, key }) => textOf(text) !== '' && textOf(key) !== '' && Buffer.byteLength(textOf(key)) <= 1024)
  return isWell ? 0 : 40058
}
