import type { NoticeState, Receipt, Standing, Tried } from './ports.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** A mailbox that is full on Friday is emptied on Monday: a channel is given up after days, not minutes. */
const GIVE_UP_MS = 5 * 24 * HOUR
const LONGEST_MS = 6 * HOUR
/** A reply that was lost is asked for once more, when whatever lost it is over. */
const UNKNOWN_AGAIN_MS = 15 * MINUTE
export const MOST_UNKNOWNS = 2

export interface Circumstances {
  readonly channels: number
  /** Whether the channel drops a repeat by itself, so that trying again is harmless. */
  readonly deduplicates: boolean
  readonly now: number
  /** 0 ≤ x < 1. */
  readonly random: number
}

/** What becomes of a notice after one try. A channel that refuses for good, or that was given up, passes it on to the next. */
export function fate(before: Standing, receipt: Receipt, circumstances: Circumstances): Tried['next'] {
  const { now, deduplicates } = circumstances
  const tried: Standing = { ...before, tries: before.tries + 1, since: before.since ?? now }
  if (receipt.outcome === 'accepted') return { ...tried, state: 'accepted', at: null }
  if (receipt.outcome === 'refused') return onwards(tried, 'refused', circumstances)
  if (receipt.outcome === 'unknown' && !deduplicates) return lost(tried, now)
  if (now - (tried.since ?? now) >= GIVE_UP_MS) return onwards(tried, 'dead', circumstances)
  return { ...tried, state: 'deferred', at: now + Math.max(receipt.retryAfterMs ?? 0, backOff(before.tries, circumstances.random)) }
}

const onwards = (tried: Standing, end: NoticeState, { channels, now }: Circumstances): Tried['next'] =>
  tried.channel + 1 < channels ? { ...tried, channel: tried.channel + 1, tries: 0, since: null, state: 'queued', at: now } : { ...tried, state: end, at: null }

const lost = (tried: Standing, now: number): Tried['next'] => {
  const unknowns = tried.unknowns + 1
  return { ...tried, unknowns, state: 'unknown', at: unknowns < MOST_UNKNOWNS ? now + UNKNOWN_AGAIN_MS : null }
}

/** A minute, doubled each time up to six hours, half as much or half as long again so that not all come back at once. */
export const backOff = (tries: number, random: number): number => Math.min(LONGEST_MS, MINUTE * 2 ** tries) * (0.5 + random)
