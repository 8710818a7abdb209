import { createHash } from 'node:crypto'
import { addDays, type Bureau, type Command, type Day, readCommand, say, type Words } from '@shixu/domain'
import { type CardKey, readKey } from '../card.ts'
import { readTrialKey } from '../trial-card.ts'
import type { Pressed } from './answer-callback.ts'

/** Who is there in a region, and how it speaks. */
export type People = Words & { readonly bureaus: readonly Bureau[] }

interface Circumstances {
  readonly people: (region: string) => People | undefined
  readonly today: Day
  readonly promiseDays: number
}

/** `says` is what the button says then; no commands where somebody only tried it out. */
export type Acknowledged = { readonly commands: readonly Command[]; readonly says: string } | { readonly why: string }

/** The commands that pressing a card's button means, or why it means none: only who answers for the bureau that was asked can answer. */
export function acknowledge(pressed: Pressed, { people, today, promiseDays }: Circumstances): Acknowledged {
  const trial = readTrialKey(pressed.key)
  if (trial !== null) return { commands: [], says: say(people(trial) ?? {}, 'trial-card-pressed', {}) }
  const key = readKey(pressed.key)
  if (key === null) return { why: 'the button is none of ours' }
  const there = people(key.region)
  const bureau = there?.bureaus.find(({ id }) => id === key.bureau)
  const contact = bureau?.contacts.find(({ wecom = [] }) => wecom.some((user) => user.toLowerCase() === pressed.user.toLowerCase()))
  if (!there || !bureau || !contact) return { why: `${pressed.user} holds no post of ${key.region}/${key.bureau}` }
  const said = { by: `${bureau.nameZh}${contact.name}`, reason: say(there, 'card-reason', {}) }
  const commands = key.targets.flatMap((target) => commandOf({ target, pressed, ...said, today, promiseDays }))
  return commands.length === 0 ? { why: 'nothing of it can be answered any more' } : { commands, says: say(there, 'card-pressed', {}) }
}

const LONGEST_NAME = 40

interface Given {
  readonly target: CardKey['targets'][number]
  readonly pressed: Pressed
  readonly by: string
  /** For whoever reads the history: the button gives neither a reason nor a day. */
  readonly reason: string
  readonly today: Day
  readonly promiseDays: number
}

function commandOf({ target, pressed, by, reason, today, promiseDays }: Given): readonly Command[] {
  const [region = '', year = '', id = ''] = target.split('/')
  const named = { region, year: Number(year), id }
  const last = `${named.year + 1}-03-31`
  const promised = addDays(today, promiseDays)
  const until = promised > last ? last : promised
  const read = readCommand({ kind: 'acknowledge', target: named, by: [...by].slice(0, LONGEST_NAME).join(''), reason, until, today })
  return 'command' in read ? [{ ...read.command, id: idOf(pressed, target), receiptOnly: true }] : []
}

/** The same press always gives the same command, however often it is told. */
const idOf = ({ user, createTime, task }: Pressed, target: string): string =>
  `wecom-${createHash('sha256')
    .update(JSON.stringify([user.toLowerCase(), createTime, task, target]))
    .digest('hex')
    .slice(0, 24)}`
