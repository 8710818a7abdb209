/** One row: what WeCom may answer, and what follows. */
export interface WecomFate {
  readonly errcode: number
  /** `split`: it is too long as it is. `renew`: the token is not good any more; one new one is asked for. `upload`: the picture is not known there any more; it is brought once more. */
  readonly outcome: 'accepted' | 'refused' | 'deferred' | 'split' | 'renew' | 'upload'
  readonly againMs?: number
  readonly blame?: 'channel' | 'recipient' | 'rate'
  readonly why: string
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** The far end's window is a minute, counted by its clock. */
const WINDOW_MS = 65 * SECOND

const OPERATOR = 'for the operator: '

/** Nothing goes by `errmsg` or the HTTP status: the first is not promised, the second is 200 whatever is wrong. */
export const WECOM_FATES: readonly WecomFate[] = [
  { errcode: 0, outcome: 'accepted', why: 'taken; an application may still have left out some of its readers, whom the answer names' },
  { errcode: -1, outcome: 'deferred', againMs: MINUTE, blame: 'channel', why: 'the system is busy' },
  { errcode: 45009, outcome: 'deferred', againMs: WINDOW_MS, blame: 'rate', why: 'over the rate: the window is waited out' },
  { errcode: 45033, outcome: 'deferred', againMs: WINDOW_MS, blame: 'rate', why: 'too many calls at a time' },
  { errcode: 40058, outcome: 'split', why: 'a parameter is wrong, which with a robot is its length' },
  { errcode: 45002, outcome: 'split', why: 'the content is too long' },
  { errcode: 44004, outcome: 'refused', blame: 'recipient', why: 'the content is empty: our fault' },
  { errcode: 40008, outcome: 'refused', blame: 'recipient', why: 'the type of message is not known: our fault' },
  { errcode: 40009, outcome: 'refused', blame: 'recipient', why: 'the picture is too large: our fault' },
  { errcode: 40004, outcome: 'refused', blame: 'recipient', why: 'the picture is of no type that is taken: our fault' },
  { errcode: 40006, outcome: 'refused', blame: 'recipient', why: 'the picture’s file is too large or empty: our fault' },
  { errcode: 40007, outcome: 'upload', againMs: HOUR, why: 'the picture is not there, or not any more: it is kept for three days' },
  { errcode: 41005, outcome: 'refused', blame: 'recipient', why: 'the picture’s file is missing: our fault' },
  { errcode: 301019, outcome: 'refused', blame: 'recipient', why: 'the picture’s hash is another: our fault' },
  { errcode: 47001, outcome: 'refused', blame: 'recipient', why: 'the request is no JSON: our fault' },
  { errcode: 93000, outcome: 'refused', blame: 'recipient', why: `${OPERATOR}the robot is gone, or its key is another` },
  { errcode: 93004, outcome: 'refused', blame: 'recipient', why: `${OPERATOR}the robot was switched off` },
  { errcode: 93008, outcome: 'refused', blame: 'recipient', why: `${OPERATOR}the robot is not in its group any more` },
  { errcode: 40014, outcome: 'renew', why: 'the token is none' },
  { errcode: 42001, outcome: 'renew', why: 'the token has ended, early perhaps' },
  { errcode: 41001, outcome: 'renew', why: 'the token is missing' },
  { errcode: 40001, outcome: 'deferred', againMs: HOUR, blame: 'channel', why: `${OPERATOR}SHIXU_WECOM_SECRET is wrong` },
  { errcode: 40013, outcome: 'deferred', againMs: HOUR, blame: 'channel', why: `${OPERATOR}SHIXU_WECOM_CORP is wrong` },
  { errcode: 40056, outcome: 'deferred', againMs: HOUR, blame: 'channel', why: `${OPERATOR}SHIXU_WECOM_AGENT is wrong` },
  {
    errcode: 60020,
    outcome: 'deferred',
    againMs: HOUR,
    blame: 'channel',
    why: `${OPERATOR}this machine’s address is not on the application’s list of trusted ones`,
  },
  { errcode: 48002, outcome: 'deferred', againMs: HOUR, blame: 'channel', why: `${OPERATOR}the application may not use this interface` },
  { errcode: 81013, outcome: 'refused', blame: 'recipient', why: 'none of the readers can be reached by the application' },
  { errcode: 60111, outcome: 'refused', blame: 'recipient', why: 'there is no such user' },
]

const BY_CODE: ReadonlyMap<number, WecomFate> = new Map(WECOM_FATES.map((fate) => [fate.errcode, fate]))

/** A code that nobody has written down is tried again, slowly, and the operator sees it. */
export const fateOf = (errcode: number): WecomFate =>
  BY_CODE.get(errcode) ?? { errcode, outcome: 'deferred', againMs: HOUR, blame: 'channel', why: `${OPERATOR}a code that is not in the table` }
