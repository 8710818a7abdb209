import type { Channel, Clock, Message, Receipt } from '@shixu/pipeline/ports'
import type { Charts } from '../../charts/index.ts'
import { compiledMail, type MailHead, type Sender } from '../mail/compose-mail.ts'
import type { Letter, MailServer } from './open-line.ts'
import { openPool } from './open-pool.ts'
import { receiptOf, SMTP_CODES } from './receipt-of.ts'
import { blankingPassword, type Say, sayingDialogue } from './say-dialogue.ts'

export interface SmtpOptions {
  readonly server: MailServer
  readonly from: Sender
  readonly calendar: Pick<Clock, 'now'>
  /** Without it mails have no pictures. */
  readonly charts?: Pick<Charts, 'of'>
  /** Hears every line of the dialogue, passwords blanked. */
  readonly transcript?: Say
}

/** Shorter than a try may take, so that what was still waiting for a connection is known not to have been sent. */
const PATIENCE_MS = 50_000

/** A mailbox as servers take it. No space, bracket or comma: nothing that could end it. */
const ADDRESS = /^[^\s<>,;:"()[\]\\@]+@[\p{L}\p{N}.-]+$/u

/** One mail to one reader through a mail server. No server drops a repeat, though mailboxes may by its Message-ID, which is the same on every try. */
export function createSmtp({ server, from, calendar, charts, transcript }: SmtpOptions): Channel {
  const blank = blankingPassword(server.login)
  const pool = openPool(server, transcript ? sayingDialogue(transcript, blank) : false)
  return {
    name: 'smtp',
    deduplicates: false,
    async deliver(message, signal) {
      const address = addressOf(message)
      if (address === '') return said('no-address', message)
      if (!ADDRESS.test(address)) return said('bad-address', message)
      const letter = await letterOf(message, { from, now: calendar.now(), address, ...(charts && { charts }) })
      const posted = await pool.post(letter, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]))
      if ('reply' in posted) return { outcome: 'accepted', code: posted.reply.slice(0, 3), text: blank(posted.reply) }
      const receipt = receiptOf(posted.fault, posted.isOut)
      return { ...receipt, text: blank(receipt.text) }
    },
  }
}

/** What follows a space is no part of an address, whatever it would like to be. */
const addressOf = ({ recipient }: Message): string => (recipient.contact.email ?? '').trim().split(/\s/u, 1)[0] ?? ''

async function letterOf(message: Message, { address, ...head }: MailHead & { readonly address: string }): Promise<Letter> {
  const contact = { ...message.recipient.contact, email: address }
  const { id, bytes } = await compiledMail({ ...message, recipient: { ...message.recipient, contact } }, head)
  return { id, from: head.from.address, to: address, bytes }
}

const said = (code: 'no-address' | 'bad-address', { recipient }: Message): Receipt => ({
  outcome: 'refused',
  code,
  text: `${recipient.id}: ${SMTP_CODES[code]}`,
})
