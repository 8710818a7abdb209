import type { Receipt } from '@shixu/pipeline/ports'

/** What follows from an answer, by its status. The first row that fits decides. */
export interface StatusFate {
  readonly from: number
  readonly to: number
  readonly outcome: Receipt['outcome']
  /** Not before, in milliseconds, unless the answer itself says when. */
  readonly againMs?: number
  readonly why: string
}

const HOUR = 3_600_000

/** Every address is one receiver's own, so whatever is wrong there is wrong with him alone. */
export const STATUS_FATES: readonly StatusFate[] = [
  { from: 200, to: 299, outcome: 'accepted', why: 'taken' },
  { from: 300, to: 399, outcome: 'refused', why: 'the receiver is elsewhere; redirects are not followed, so name its address' },
  { from: 401, to: 401, outcome: 'deferred', againMs: HOUR, why: 'the signature is not known there: compare the secrets' },
  { from: 403, to: 403, outcome: 'deferred', againMs: HOUR, why: 'not let in: compare the secrets' },
  { from: 407, to: 407, outcome: 'deferred', againMs: HOUR, why: 'a proxy is in between that wants a password' },
  { from: 408, to: 408, outcome: 'deferred', why: 'too slow' },
  { from: 410, to: 410, outcome: 'refused', why: 'gone: nothing more is sent there' },
  { from: 421, to: 421, outcome: 'deferred', why: 'misdirected' },
  { from: 425, to: 425, outcome: 'deferred', why: 'too early' },
  { from: 429, to: 429, outcome: 'deferred', why: 'too many' },
  { from: 400, to: 499, outcome: 'refused', why: 'the receiver does not take this message' },
  { from: 504, to: 504, outcome: 'unknown', why: 'a gateway waited in vain, the receiver may have it' },
  { from: 500, to: 599, outcome: 'deferred', why: 'the receiver failed' },
]

/** An answer that no row knows is asked for again. */
export const fateOfStatus = (status: number): StatusFate =>
  STATUS_FATES.find(({ from, to }) => status >= from && status <= to) ?? { from: status, to: status, outcome: 'deferred', why: 'not understood' }
