import { createHash } from 'node:crypto'
import { type Day, oneLine } from '@shixu/domain'
import type { Message } from '@shixu/pipeline/ports'
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer'
import type { Charts } from '../../charts/index.ts'
import { picturesOf, withPictures } from './pictures.ts'

/** Who writes. */
export interface Sender {
  readonly name: string
  readonly address: string
}

/** Of what a long digest is about, as many threads as mail readers look at. */
const MOST_REFERENCES = 20

/** What nodemailer makes a mail of. The same message gives the same Message-ID on every try; its threads are roots that were never sent. */
function mailOptions(
  { id, recipient, subject, text, html, threads }: Message,
  { from, date }: { readonly from: Sender; readonly date: number },
): MailComposerOptions & { readonly messageId: string } {
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  const references = threads.slice(0, MOST_REFERENCES).map((thread) => `<thread.${hashOf(thread)}@${domain}>`)
  return {
    messageId: `<${hashOf(id)}.${recipient.id.replace(/[^\w-]+/gu, '.')}@${domain}>`,
    references,
    ...(references.length > 0 && { inReplyTo: references[references.length - 1]! }),
    from,
    to: { name: oneLine(`${recipient.bureauName} ${recipient.contact.name}`), address: oneLine(recipient.contact.email ?? `nobody@${domain}`) },
    date: new Date(date),
    subject: oneLine(subject),
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'zh-CN' },
    // The same bytes on every try.
    baseBoundary: hashOf(id),
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** A mail as bytes, and the id in its head. */
export interface CompiledMail {
  readonly id: string
  readonly bytes: Buffer
}

/** Who writes, when, and what draws the pictures; without that the mail has none. */
export interface MailHead {
  readonly from: Sender
  readonly now: number
  readonly charts?: Pick<Charts, 'of'>
}

/** The mail as it stands in a mailbox. */
export async function compiledMail(message: Message, { from, now, charts }: MailHead): Promise<CompiledMail> {
  const pictures = charts ? await picturesOf(message, charts) : []
  const options = mailOptions(withPictures(message, pictures), { from, date: Math.max(now, beginOf(message.day)) })
  const attachments = pictures.map(({ cid, png }) => ({
    cid,
    content: png,
    contentType: 'image/png',
    contentDisposition: 'inline' as const,
    filename: `${cid.split('@', 1)[0]}.png`,
  }))
  return { id: options.messageId, bytes: await new MailComposer({ ...options, attachments }).compile().build() }
}

/** A mail is never older than the day that it tells of, though the calendar of a replay may begin anew. */
const beginOf = (day: Day): number => Date.parse(`${day}T00:00:00+08:00`)

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)
