import { createHash } from 'node:crypto'
import { oneLine } from '@shixu/domain'
import type { Message } from '@shixu/pipeline/ports'
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer'

/** Who writes. */
export interface Sender {
  readonly name: string
  readonly address: string
}

/** Of what a long digest is about, as many threads as mail readers look at. */
const MOST_REFERENCES = 20

/** What nodemailer makes a mail of. The same message gives the same Message-ID on every try; its threads are roots that were never sent. */
export function mailOptions(
  { id, recipient, subject, text, html, threads }: Message,
  { from, date }: { readonly from: Sender; readonly date: number },
): MailComposerOptions {
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

/** The mail as it stands in a mailbox. */
export const composeMail = (message: Message, head: { readonly from: Sender; readonly date: number }): Promise<Buffer> =>
  new MailComposer(mailOptions(message, head)).compile().build()

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24)
