import type { Receipt } from '@shixu/pipeline/ports'

/** How far the dialogue had come. What a server says while it is greeted, at the login or of the sender is about us; at `rcpt` it is about the reader. */
export type Stage = 'connect' | 'login' | 'sender' | 'recipient' | 'data'

/** One row: what a server may answer, and what follows. The first row that fits decides. */
export interface SmtpFate {
  /** Whose wording it is. */
  readonly whose: string
  readonly stages?: readonly Stage[]
  /** Fits the whole reply, its number included. */
  readonly says: RegExp
  readonly outcome: Exclude<Receipt['outcome'], 'accepted' | 'unknown'>
  /** Not before. */
  readonly againMs?: number
  /** With what it lies; at the recipient and at the mail itself it is his, before that the channel's, unless the row says otherwise. */
  readonly blame?: 'channel' | 'recipient' | 'rate'
  readonly why: string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * A number alone says too little: Chinese providers answer 550 and 554 to what passes within minutes, and any server answers 5xx while it is greeted to
 * whom it does not know. Only what is said of the mailbox or of the message itself is refused for good; all else is tried again, for days.
 */
export const SMTP_FATES: readonly SmtpFate[] = [
  {
    whose: 'Tencent',
    says: /^550 .*frequency limited/iu,
    outcome: 'deferred',
    againMs: HOUR,
    blame: 'rate',
    why: 'too many mails in a short time; nothing is wrong with the address',
  },
  {
    whose: 'Tencent',
    says: /^550 .*Mailbox unavailable or access denied/iu,
    outcome: 'deferred',
    againMs: HOUR,
    why: 'too many mails to this reader in a short time',
  },
  { whose: 'Tencent', says: /^5\d\d .*Mail content denied/iu, outcome: 'refused', why: 'the content was taken for spam' },
  {
    whose: 'Tencent',
    says: /^5\d\d .*Suspected spam/iu,
    outcome: 'deferred',
    againMs: HOUR,
    blame: 'channel',
    why: 'the sender is suspected, not the reader gone',
  },
  {
    whose: 'NetEase',
    says: /^421 HL:(ICC|IFC|REP|MEP)/u,
    outcome: 'deferred',
    againMs: 30 * MINUTE,
    blame: 'rate',
    why: 'too many connections or mails of this address of the net',
  },
  {
    whose: 'NetEase',
    says: /^451 MI:SFQ/u,
    outcome: 'deferred',
    againMs: 15 * MINUTE,
    blame: 'rate',
    why: 'more mails of this sender in 15 minutes than are allowed',
  },
  { whose: 'NetEase', says: /^451 RP:QRC/u, outcome: 'deferred', againMs: 15 * MINUTE, blame: 'rate', why: 'more recipients in a short time than are allowed' },
  { whose: 'NetEase', says: /^45\d (MI|RP):(DMC|CEL|CCL|DRC)/u, outcome: 'deferred', blame: 'rate', why: 'more in one connection than is allowed' },
  { whose: 'NetEase', says: /^451 DT:SPM/u, outcome: 'deferred', againMs: 2 * MINUTE, why: 'grey-listed as possible spam: to be kept and tried again' },
  { whose: 'NetEase', says: /^554 MI:STC/u, outcome: 'deferred', againMs: 6 * HOUR, blame: 'rate', why: 'the sender’s mails of this day are used up' },
  {
    whose: 'NetEase',
    says: /^554 (MI:SPB|HL:IHU|HL:IPB|IP\b)/u,
    outcome: 'deferred',
    againMs: HOUR,
    blame: 'channel',
    why: 'this sender or address of the net is locked out',
  },
  { whose: 'NetEase', says: /^55[24] DT:(SPM|SUM)/u, outcome: 'refused', why: 'the content was taken for spam, or its sender for forged' },
  {
    whose: 'Coremail',
    says: /^55\d .*(quota exceeded|Not enough sending quota|too many same size)/iu,
    stages: ['sender', 'data'],
    outcome: 'deferred',
    againMs: 6 * HOUR,
    blame: 'rate',
    why: 'the sender’s mails of this day or month are used up',
  },
  {
    whose: 'any',
    says: /^53[0458]\b/u,
    outcome: 'deferred',
    againMs: HOUR,
    blame: 'channel',
    why: 'wrong user, password or authorisation code: for the operator',
  },
  {
    whose: 'any',
    stages: ['connect', 'login', 'sender'],
    says: /^5/u,
    outcome: 'deferred',
    againMs: HOUR,
    why: 'the server does not serve us: for the operator',
  },
  {
    whose: 'any',
    says: /^(452|552)\b.*(mailbox|quota|full|storage)|^[45]\d\d[ -][45]\.2\.2\b/iu,
    outcome: 'deferred',
    againMs: HOUR,
    why: 'the mailbox is full',
  },
  {
    whose: 'any',
    says: /^55\d\b.*([45]\.7\.25|[45]\.7\.1\b.*(block|black|list|reputation|spf|dmarc|dkim))/iu,
    outcome: 'deferred',
    againMs: HOUR,
    blame: 'channel',
    why: 'our address of the net or domain is not trusted: for the operator',
  },
  { whose: 'any', says: /^4/u, outcome: 'deferred', why: 'not now' },
  { whose: 'any', says: /^5/u, outcome: 'refused', why: 'no such mailbox, or it takes no such mail' },
]

/** What follows from a reply. A reply that no row knows is tried again. */
export function fateOfReply(reply: string, stage: Stage): Pick<SmtpFate, 'outcome' | 'againMs' | 'why'> & Required<Pick<SmtpFate, 'blame'>> {
  const row = SMTP_FATES.find(({ says, stages }) => says.test(reply) && (stages === undefined || stages.includes(stage)))
  const { outcome, againMs, why, blame } = row ?? NOT_UNDERSTOOD
  return { outcome, why, blame: blame ?? (stage === 'recipient' || stage === 'data' ? 'recipient' : 'channel'), ...(againMs !== undefined && { againMs }) }
}

const NOT_UNDERSTOOD: Pick<SmtpFate, 'outcome' | 'againMs' | 'why' | 'blame'> = { outcome: 'deferred', why: 'not understood' }
