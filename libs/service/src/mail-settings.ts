import { readFileSync } from 'node:fs'
import { createSmtp, type MailServer, type SmtpOptions } from '@shixu/adapters/channels'
import type { Channel } from '@shixu/pipeline'
import { EnvironmentFault, oneOf, perhaps, type Setting, text, type Values, wholeNumber } from '@shixu/runtime'

const password: Setting<string> = { ...text({ name: 'SHIXU_SMTP_PASSWORD', purpose: 'the password or authorisation code of SHIXU_SMTP_USER' }), secret: true }

/** A mailbox and nothing else: it stands in the head of every mail. */
const address: Setting<string> = {
  name: 'SHIXU_SMTP_FROM_ADDRESS',
  purpose: 'the mailbox that writes; most providers want that of SHIXU_SMTP_USER',
  read: (given) => (/^[^\s<>,;:"@]+@[^\s<>,;:"@]+$/u.test(given.trim()) ? { value: given.trim() } : { wanted: 'an address such as shixu@example.org' }),
}

/** For the channel `smtp`. */
export const MAIL = {
  smtpHost: perhaps(text({ name: 'SHIXU_SMTP_HOST', purpose: 'the mail server of the channel `smtp`; where empty, the channel is not there' })),
  smtpPort: wholeNumber({ name: 'SHIXU_SMTP_PORT', purpose: 'its port; 587 is usual with starttls', fallback: '465', from: 1, to: 65_535 }),
  smtpTls: oneOf({
    name: 'SHIXU_SMTP_TLS',
    purpose: 'tls from the first byte, starttls before anything is said, or none, which is taken for a server on this machine alone',
    fallback: 'tls',
    words: ['tls', 'starttls', 'none'],
  }),
  smtpCaFile: perhaps(
    text({ name: 'SHIXU_SMTP_CA_FILE', purpose: 'file (PEM) of the authority that signs the server’s certificate, where the system does not know it' }),
  ),
  smtpUser: perhaps(text({ name: 'SHIXU_SMTP_USER', purpose: 'who logs in; empty is nobody' })),
  smtpPassword: perhaps(password),
  smtpFromName: text({ name: 'SHIXU_SMTP_FROM_NAME', purpose: 'the name that readers see as the writer', fallback: '时序监测' }),
  smtpFromAddress: perhaps(address),
  smtpConnections: wholeNumber({
    name: 'SHIXU_SMTP_CONNECTIONS',
    purpose: 'connections to the mail server at a time; some providers close at more than a few',
    fallback: '3',
    from: 1,
    to: 50,
  }),
}

/** For every channel that writes mails. */
export const MAIL_CHARTS = {
  mailCharts: oneOf({
    name: 'SHIXU_MAIL_CHARTS',
    purpose: 'which mails carry a picture of each alert: those through a mail server, those in a Maildir too, or none; drawing takes some 100 MB of memory',
    fallback: 'smtp',
    words: ['smtp', 'all', 'none'],
  }),
}

type Mail = Values<typeof MAIL>

/** The mail channel where a server is named. Throws an `EnvironmentFault` with all that its settings lack. */
export function openMail(settings: Mail, world: Pick<SmtpOptions, 'calendar' | 'charts' | 'transcript'>): readonly Channel[] {
  if (settings.smtpHost === null) return []
  const problems = problemsOf(settings, settings.smtpHost)
  if (problems.length > 0) throw new EnvironmentFault(problems.join('\n'))
  const from = { name: settings.smtpFromName, address: settings.smtpFromAddress ?? '' }
  return [createSmtp({ server: serverOf(settings, settings.smtpHost), from, ...world })]
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/u

const problemsOf = ({ smtpTls, smtpUser, smtpPassword, smtpFromAddress }: Mail, host: string): readonly string[] => [
  ...(smtpFromAddress === null ? ['SHIXU_SMTP_FROM_ADDRESS is not set: with SHIXU_SMTP_HOST it must be'] : []),
  ...(smtpTls === 'none' && !LOOPBACK.test(host)
    ? [`SHIXU_SMTP_TLS is "none": expected tls or starttls, since ${host} is not this machine and a password would be read on the way`]
    : []),
  ...(smtpUser !== null && smtpPassword === null ? ['SHIXU_SMTP_USER is set: expected SHIXU_SMTP_PASSWORD or SHIXU_SMTP_PASSWORD_FILE as well'] : []),
  ...(smtpUser === null && smtpPassword !== null ? ['SHIXU_SMTP_PASSWORD is set: expected SHIXU_SMTP_USER as well'] : []),
]

const serverOf = ({ smtpPort, smtpTls, smtpCaFile, smtpUser, smtpPassword, smtpConnections }: Mail, host: string): MailServer => ({
  host,
  port: smtpPort,
  tls: smtpTls,
  connections: smtpConnections,
  ...(smtpCaFile !== null && { ca: certificateIn(smtpCaFile) }),
  ...(smtpUser !== null && smtpPassword !== null && { login: { user: smtpUser, password: smtpPassword } }),
})

const certificateIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new EnvironmentFault(`SHIXU_SMTP_CA_FILE is "${file}": the file cannot be read (${(cause as NodeJS.ErrnoException).code})`, { cause })
  }
}
