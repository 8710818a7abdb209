import type { AlertEvent, TargetKey } from '@shixu/domain'
import type { Message, Part } from '@shixu/pipeline/ports'
import { aPart } from './parts.ts'

/** What WeCom sends back when the button is pressed: for whom it was, and which targets it is about. It has room for 1,024 bytes. */
export interface CardKey {
  readonly region: string
  readonly bureau: string
  readonly targets: readonly TargetKey[]
}

const KEY_BYTES = 1_024
const MOST_ROWS = 6
const ROW_LENGTH = 26

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

/** Cards with a button by which the reader says that he knows: one for all that fits its key, and more only where there is more. */
export function cardsOf(message: Message, { promiseDays }: { readonly promiseDays: number }): readonly Part[] {
  const { region, recipient } = message
  const open = message.alerts.filter((event) => isToAnswer(event, recipient.bureau))
  const groups = grouped(open, (events) => Buffer.byteLength(writeKey(keyOf(region, recipient.bureau, events))) <= KEY_BYTES)
  return groups.map((events, at) => aPart('card', JSON.stringify(cardOf(message, { events, at, of: groups.length, promiseDays }))))
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

interface Group {
  readonly events: readonly AlertEvent[]
  readonly at: number
  readonly of: number
  readonly promiseDays: number
}

const KINDS = { pace: '红灯', 'report-due': '应报', overdue: '逾期', 'past-due': '到期' } as const

function cardOf({ id, region, recipient, subject }: Message, { events, at, of, promiseDays }: Group): object {
  const rows = events.map(({ alert, subject: target }) => ({ keyname: KINDS[alert.kind], value: shortened(target.nameZh) }))
  const shown = rows.length > MOST_ROWS ? [...rows.slice(0, MOST_ROWS - 1), { keyname: '另有', value: `${rows.length - MOST_ROWS + 1}项，见上文` }] : rows
  return {
    card_type: 'button_interaction',
    main_title: { title: `请签收${of > 1 ? `（${at + 1}/${of}）` : ''}`, desc: shortened(subject) },
    sub_title_text: `点“签收”表示已知悉，并在${promiseDays}天内${workOf(events)}；到期仍未解决的，将再次提醒。`,
    horizontal_content_list: shown,
    task_id: `${id.replace(/[^\w@-]/gu, '-')}_${at}`.slice(-120),
    button_list: [{ text: '签收', style: 1, key: writeKey(keyOf(region, recipient.bureau, events)) }],
  }
}

/** What the button promises. */
const workOf = (events: readonly AlertEvent[]): string => (events.every(({ alert }) => alert.kind === 'overdue') ? '补报或说明原因' : '说明原因和措施')

const shortened = (text: string): string => {
  const characters = [...text]
  return characters.length <= ROW_LENGTH ? text : `${characters.slice(0, ROW_LENGTH - 1).join('')}…`
}
