import type { Receipt } from '@shixu/pipeline/ports'
import { fateOfReply, type Stage } from './fates.ts'

/** What nodemailer tells of a try that failed. */
export interface SmtpFault extends Error {
  readonly code?: string
  /** The system's own code, where there is one. */
  readonly originalCode?: string
  readonly command?: string
  readonly response?: string
  readonly responseCode?: number
}

/** What our own end says where the server said nothing. All of it is the operator's, and passes to nobody else's mail. */
export const SMTP_CODES = {
  ECONNREFUSED: 'Nobody listens at the mail server’s address.',
  ENOTFOUND: 'The mail server’s name is not known.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  ECONNECTION: 'The mail server closed the connection before the mail was out.',
  ETLS: 'No safe connection: the server’s certificate is not trusted, or it offers no STARTTLS.',
  EAUTH: 'The server offers no login that is known here, or refused it.',
  'no-address': 'The contact has no e-mail address.',
  'bad-address': 'The contact’s e-mail address is none.',
  'no-reply': 'The whole mail is out, and the reply to it was lost.',
  'too-large': 'The mail is larger than the server takes.',
} as const

/** `isOut`: every byte of the mail was handed on, so that the server may have it though it did not say so. */
export function receiptOf(fault: SmtpFault, isOut: boolean): Receipt {
  const { response, responseCode } = fault
  if (response !== undefined && responseCode) {
    const { outcome, againMs, why, blame } = fateOfReply(response, stageOf(fault))
    return { outcome, code: String(responseCode), text: `${response} (${why})`, blame, ...(againMs !== undefined && { retryAfterMs: againMs }) }
  }
  if (isOut) return { outcome: 'unknown', code: 'no-reply', text: `${SMTP_CODES['no-reply']} ${fault.message}` }
  if (fault.code === 'EMESSAGE') return { outcome: 'refused', code: 'too-large', blame: 'recipient', text: `${SMTP_CODES['too-large']} ${fault.message}` }
  const code = codeOf(fault)
  const said = code in SMTP_CODES ? `${SMTP_CODES[code as keyof typeof SMTP_CODES]} ` : ''
  return { outcome: 'deferred', code, text: `${said}${fault.message}`, blame: 'channel' }
}

/** The system's code says more than nodemailer's, except of TLS, whose codes are many. */
function codeOf({ code, originalCode }: SmtpFault): string {
  if (code === 'ETLS' || isOfTls(originalCode)) return 'ETLS'
  if (code === 'ESOCKET' || code === 'EDNS') return originalCode ?? code
  return code ?? 'fault'
}

const isOfTls = (code = ''): boolean => /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/u.test(code)

const STAGES: readonly (readonly [RegExp, Stage])[] = [
  [/^AUTH/u, 'login'],
  [/^MAIL/u, 'sender'],
  [/^RCPT/u, 'recipient'],
  [/^DATA/u, 'data'],
]

const stageOf = ({ command = '' }: SmtpFault): Stage => STAGES.find(([start]) => start.test(command))?.[1] ?? 'connect'
