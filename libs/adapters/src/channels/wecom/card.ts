import { type AlertEvent, type AlertKind, say, type TargetKey, type WordingKey, type Words } from '@shixu/domain'
import type { Message, Part } from '@shixu/pipeline/ports'
import { type ButtonCard, buttonCard } from './button-card.ts'
import { aPart } from './parts.ts'

/** What WeCom sends back when the button is pressed: for whom it was, and which targets it is about. It has room for 1,024 bytes. */
export interface CardKey {
  readonly region: string
  readonly bureau: string
  readonly targets: readonly TargetKey[]
}

const KEY_BYTES = 1_024
const MOST_ROWS = 6

const VERB = 'acknowledge'

/** `acknowledge|420100|commerce|2024/foreign-trade,2024/retail-sales`. */
const writeKey = ({ region, bureau, targets }: CardKey): string =>
  [VERB, region, bureau, targets.map((target) => target.slice(region.length + 1)).join(',')].join('|')

/** null where it is none of ours. */
export function readKey(text: string): CardKey | null {
  const [verb, region, bureau, targets] = text.split('|')
  if (verb !== VERB || !region || !bureau || !targets) return null
  const keys = targets.split(',')
  return /^\d{6}$/u.test(region) && keys.every((key) => /^\d{4}\/[a-z0-9-]+$/u.test(key))
    ? { region, bureau, targets: keys.map((key) => `${region}/${key}`) }
    : null
}

/** What goes on, is the reader's bureau's to answer, and has not been answered. A report whose day has not passed is answered by handing it in. */
const isToAnswer = ({ alert, subject, day }: AlertEvent, bureau: string): boolean =>
  alert.status === 'open' &&
  alert.kind !== 'report-due' &&
  subject.lead.bureau === bureau &&
  (alert.acknowledged === null || alert.acknowledged.until < day) &&
  (alert.silencedUntil === null || alert.silencedUntil < day)

/** For how many days pressing the button is a promise, and in whose words. */
export interface Saying {
  readonly promiseDays: number
  readonly words: Words
}

/** Cards with a button by which the reader says that he knows: one for all that fits its key, and more only where there is more. */
export function cardsOf(message: Message, says: Saying): readonly Part[] {
  const { region, recipient } = message
  const open = message.alerts.filter((event) => isToAnswer(event, recipient.bureau))
  const groups = grouped(open, (events) => Buffer.byteLength(writeKey(keyOf(region, recipient.bureau, events))) <= KEY_BYTES)
  const doubt = message.mayHaveIt && { doubtful: message.mayHaveIt }
  return groups.map((events, at) => aPart('card', JSON.stringify(cardOf(message, { events, at, of: groups.length, ...says })), doubt))
}

const keyOf = (region: string, bureau: string, events: readonly AlertEvent[]): CardKey => ({
  region,
  bureau,
  targets: [...new Set(events.map(({ alert }) => alert.target))],
})

function grouped(events: readonly AlertEvent[], fits: (some: readonly AlertEvent[]) => boolean): readonly (readonly AlertEvent[])[] {
  const groups: AlertEvent[][] = []
  for (const event of events) {
    const last = groups.at(-1)
    if (last && fits([...last, event])) last.push(event)
    else groups.push([event])
  }
  return groups
}

interface Group extends Saying {
  readonly events: readonly AlertEvent[]
  readonly at: number
  readonly of: number
}

function cardOf({ id, region, recipient, subject }: Message, { events, at, of, promiseDays, words }: Group): object {
  const button = say(words, 'card-button', {})
  return buttonCard({
    title: of > 1 ? say(words, 'card-title-numbered', { 第几: String(at + 1), 共几: String(of) }) : say(words, 'card-title', {}),
    desc: subject,
    text: say(words, 'card-text', { 按钮: button, 天数: String(promiseDays), 要求: say(words, askOf(events), {}) }),
    rows: rowsOf(events, words),
    button,
    key: writeKey(keyOf(region, recipient.bureau, events)),
    task: `${id}_${at}`,
  })
}

/** What the button promises. */
const askOf = (events: readonly AlertEvent[]) => (events.every(({ alert }) => alert.kind === 'overdue') ? 'card-ask-reports' : 'card-ask')

/** What is only soon due has no button. */
const KINDS = { pace: 'card-pace', 'report-due': 'card-overdue', overdue: 'card-overdue', 'past-due': 'card-past-due' } as const satisfies Record<
  AlertKind,
  WordingKey
>

function rowsOf(events: readonly AlertEvent[], words: Words): ButtonCard['rows'] {
  const rows = events.map(({ alert, subject }) => ({ keyname: say(words, KINDS[alert.kind], {}), value: subject.nameZh }))
  if (rows.length <= MOST_ROWS) return rows
  const rest = { keyname: say(words, 'card-more', {}), value: say(words, 'card-more-count', { 数目: String(rows.length - MOST_ROWS + 1) }) }
  return [...rows.slice(0, MOST_ROWS - 1), rest]
}
