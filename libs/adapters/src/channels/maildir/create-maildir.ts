import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Channel, Clock, Message, Receipt } from '@shixu/pipeline/ports'
import type { Charts } from '../../charts/index.ts'
import { compiledMail, type Sender } from '../mail/compose-mail.ts'
import { keepMail } from './keep-mail.ts'

/** A name that is reserved for what does not exist (RFC 2606), so that nobody can answer it. */
const NOBODY: Sender = { name: '时序监测', address: 'shixu@shixu.invalid' }

export interface MaildirOptions {
  /** Each bureau has a Maildir of its own below: `420100/commerce/new/….eml`. */
  readonly root: string
  readonly calendar: Pick<Clock, 'now'>
  readonly from?: Sender
  /** Without it mails have no pictures. */
  readonly charts?: Pick<Charts, 'of'>
}

/** The mail that each bureau would get, kept as a file, once for each notice. What the disk refuses is tried again later. */
export const createMaildir = ({ root, calendar, from = NOBODY, charts }: MaildirOptions): Channel => ({
  name: 'maildir',
  deduplicates: true,
  deliver: async (message) => {
    const folder = join(root, safeName(message.region), safeName(message.recipient.bureau))
    const { bytes } = await compiledMail(message, { from, now: calendar.now(), ...(charts && { charts }) })
    return keepMail(folder, `${safeName(message.id)}.eml`, bytes).then(receiptOf(message), refusalOf)
  },
})

const receiptOf =
  ({ id }: Message) =>
  (kept: 'new' | 'known'): Receipt => ({ outcome: 'accepted', code: kept, text: `${id}.eml` })

const refusalOf = (fault: NodeJS.ErrnoException): Receipt => ({ outcome: 'deferred', code: fault.code ?? 'fault', text: fault.message })

/** Letters, digits and hyphens as they are; anything else could lead out of the folder, so it becomes a name of its own. */
export const safeName = (name: string): string =>
  /^[\w-]{1,100}$/u.test(name) ? name : `${name.replace(/[^\w-]+/gu, '_').slice(0, 60)}.${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
