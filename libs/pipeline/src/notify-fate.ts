import type { NoticeState, Receipt, Standing, Tried } from './ports.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A mailbox that is full on Friday is emptied on Monday: a channel is given up after days, not minutes. */
const GIVE_UP_MS = 5 * 24 * HOUR
/** And not before it was tried so often: who waited for a channel that was down has not been tried. */
const GIVE_UP_TRIES = 6
const LONGEST_MS = 6 * HOUR
/** A reply that was lost is asked for once more, when whatever lost it is over. */
const UNKNOWN_AGAIN_MS = 15 * MINUTE
/** A time that the far end names is kept, and spread by so much, that not all come back at once. */
const SPREAD = 0.1
export const MOST_UNKNOWNS = 2

export interface Circumstances {
  readonly channels: number
  /** Whether the channel drops a repeat by itself, so that trying again is harmless. */
  readonly deduplicates: boolean
  readonly now: number
  /** 0 ≤ x < 1. */
  readonly random: number
  /** Whether the channel has failed for everyone for long, so that nobody who has another waits for it. */
  readonly isGoneForLong?: boolean
}

type Blame = NonNullable<Receipt['blame']>

/** With what it lies that a message was not accepted. */
export const blameOf = ({ outcome, blame }: Receipt): Blame => blame ?? (outcome === 'refused' ? 'recipient' : 'channel')

/** What becomes of a notice after one try. A channel that refuses for good, or that was given up, passes it on to the next. */
export function fate(before: Standing, receipt: Receipt, circumstances: Circumstances): Tried['next'] {
  const { now, deduplicates, channels } = circumstances
  const unknowns = receipt.outcome === 'unknown' ? (receipt.anew ? 1 : before.unknowns + 1) : before.unknowns
  const mayHaveIt = before.mayHaveIt || receipt.partly === true
  const tried: Standing = { ...before, tries: before.tries + 1, since: before.since ?? now, unknowns, mayHaveIt }
  if (receipt.outcome === 'accepted') return { ...tried, state: 'accepted', at: null }
  // A wrong password refuses everyone until somebody mends it: who has no other way waits for that.
  const isMendable = receipt.outcome === 'refused' && blameOf(receipt) === 'channel' && before.channel + 1 >= channels
  if (receipt.outcome === 'refused' && !isMendable) return onwards(tried, 'refused', circumstances)
  if (receipt.outcome === 'unknown' && !deduplicates) return lost(tried, now)
  if (blameOf(receipt) === 'rate') return withoutRoom({ ...before, mayHaveIt }, receipt, circumstances)
  if (circumstances.isGoneForLong && before.channel + 1 < channels) return onwards(tried, 'deferred', circumstances)
  return isGivenUp(tried, now) ? onwards(tried, 'dead', circumstances) : { ...tried, state: 'deferred', at: later(before, receipt, circumstances) }
}

/** A channel that has failed for everyone for long: the next one, where there is one. */
export const passedOn = (before: Standing, circumstances: Pick<Circumstances, 'channels' | 'now'>): Tried['next'] => onwards(before, 'deferred', circumstances)

/** How the recipient fares on the channel after this try, where that changed. */
export function reachAfter(before: Standing, receipt: Receipt, now: number): Tried['reach'] {
  if (receipt.outcome === 'accepted') return before.tries > 0 ? 'reached' : undefined
  if (receipt.outcome !== 'deferred' || blameOf(receipt) === 'rate') return undefined
  return { tries: before.tries + 1, since: before.since ?? now }
}

const isGivenUp = ({ tries, since }: Standing, now: number): boolean => tries >= GIVE_UP_TRIES && now - (since ?? now) >= GIVE_UP_MS

const later = ({ tries }: Standing, { retryAfterMs = 0 }: Receipt, { now, random }: Circumstances): number =>
  Math.ceil(now + Math.max(retryAfterMs * (1 + SPREAD * random), backOff(tries, random)))

/** Waiting for room is no try and gives nothing up; but who was told for days that his far end has none, and has another way, hears by that. */
function withoutRoom(before: Standing, receipt: Receipt, circumstances: Circumstances): Tried['next'] {
  const { now, channels } = circumstances
  const since = OURS.has(receipt.code) ? before.since : (before.since ?? now)
  const isForDays = since !== null && now - since >= GIVE_UP_MS && !OURS.has(receipt.code)
  if (isForDays && before.channel + 1 < channels) return onwards({ ...before, since }, 'deferred', circumstances)
  return { ...before, since, state: 'deferred', at: noRoomUntil(receipt, circumstances) }
}

/** What our own limiter says. */
const OURS: ReadonlySet<string> = new Set(['no-room', 'in-parts'])

/** All who wait for room are told the same time: half as long again for the last of them. */
const noRoomUntil = ({ retryAfterMs = MINUTE }: Receipt, { now, random }: Circumstances): number => Math.ceil(now + retryAfterMs * (1 + random / 2))

const onwards = (tried: Standing, end: NoticeState, { channels, now }: Pick<Circumstances, 'channels' | 'now'>): Tried['next'] =>
  tried.channel + 1 < channels
    ? { channel: tried.channel + 1, tries: 0, since: null, unknowns: 0, mayHaveIt: tried.mayHaveIt || tried.unknowns > 0, state: 'queued', at: now }
    : { ...tried, state: end, at: null }

const lost = (tried: Standing, now: number): Tried['next'] => ({
  ...tried,
  state: 'unknown',
  at: tried.unknowns < MOST_UNKNOWNS ? now + UNKNOWN_AGAIN_MS : null,
})

/** A minute, doubled each time up to six hours, half as much or half as long again so that not all come back at once. */
export const backOff = (tries: number, random: number): number => Math.min(LONGEST_MS, MINUTE * 2 ** tries) * (0.5 + random)
