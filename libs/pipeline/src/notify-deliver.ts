import { setTimeout as wait } from 'node:timers/promises'
import { type Directory, holderOf, maybeRepeated, oneLine, shortened } from '@shixu/domain'
import { fate, MOST_UNKNOWNS } from './notify-fate.ts'
import type { Channel, Clock, Leased, Message, Outbox, Receipt, Tried } from './ports.ts'

export interface DeliverParts {
  readonly outbox: Pick<Outbox, 'notices'>
  readonly channels: readonly Channel[]
  readonly directory: (region: string) => Directory | undefined
  readonly wall: Clock
  readonly random: () => number
  readonly holder: string
}

/** A try takes no longer, whatever the channel does; the lease outlasts it, so that nobody else tries meanwhile. */
const TRY_MS = 60_000
const LEASE_MS = 2 * TRY_MS
const AT_ONCE = 16
/** Of what the far end says, as much as tells what is wrong. */
const SAID_LENGTH = 500

/** Tries notices that are ready, several recipients at a time. Says how many there were. Throws where the outbox fails; what was delivered by then is tried again. */
export async function deliverSome(parts: DeliverParts, signal: AbortSignal): Promise<number> {
  const { outbox, holder, wall } = parts
  const leased = await outbox.notices.lease({ holder, now: wall.now(), forMs: LEASE_MS, limit: AT_ONCE })
  const outcomes = await Promise.allSettled(leased.map((each) => deliverOne(parts, each, signal)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  return leased.length
}

/** Effect first, record after: a crash between the two repeats the try with the same notice id. */
async function deliverOne(parts: DeliverParts, leased: Leased, signal: AbortSignal): Promise<void> {
  const { wall, channels, holder, random, outbox } = parts
  const { notice, standing } = leased
  const name = notice.channels[standing.channel] ?? ''
  const channel = channels.find((each) => each.name === name)
  const began = wall.now()
  const receipt = await tryOn(channel, leased, { parts, signal })
  // Whoever stops in the midst of a try does not know what became of it; its lease will run out.
  if (receipt.outcome !== 'accepted') signal.throwIfAborted()
  const now = wall.now()
  const next = fate(standing, receipt, { channels: notice.channels.length, deduplicates: channel?.deduplicates ?? false, now, random: random() })
  await outbox.notices.record({ delivery: deliveryOf({ leased, name, receipt, next, durationMs: now - began }), next, holder, triedAt: now })
}

interface Attempt {
  readonly leased: Leased
  readonly name: string
  readonly receipt: Receipt
  readonly next: Tried['next']
  readonly durationMs: number
}

const deliveryOf = ({ leased: { notice }, name, receipt, next, durationMs }: Attempt): Tried['delivery'] => ({
  notice: notice.id,
  channel: name,
  recipient: notice.recipient,
  bureau: notice.bureau,
  day: notice.day,
  subject: notice.subject,
  covers: notice.covers,
  outcome: next.state === 'dead' ? 'dead' : receipt.outcome,
  code: receipt.code,
  text: shortened(oneLine(receipt.text), SAID_LENGTH),
  durationMs,
})

interface Surroundings {
  readonly parts: DeliverParts
  readonly signal: AbortSignal
}

async function tryOn(channel: Channel | undefined, { notice, standing }: Leased, { parts, signal }: Surroundings): Promise<Receipt> {
  if (!channel)
    return { outcome: 'refused', code: 'no-channel', text: `the route names a channel that is not set up: ${notice.channels[standing.channel] ?? 'none'}` }
  const files = parts.directory(notice.region)
  const post = files && holderOf(notice.recipient, files.bureaus)
  if (!post) return { outcome: 'refused', code: 'no-contact', text: `nobody holds ${notice.recipient} any more` }
  if (!channel.deduplicates && standing.unknowns >= MOST_UNKNOWNS)
    return { outcome: 'unknown', code: 'cut-off', text: 'tries were cut off before their outcome was known' }
  const { subject, text, html } = standing.unknowns > 0 && !channel.deduplicates ? maybeRepeated(notice) : notice
  const { id, region, recipient, bureau, day, threads } = notice
  const message: Message = {
    id,
    region,
    day,
    subject,
    text,
    html,
    threads,
    recipient: { id: recipient, bureau, bureauName: post.bureau.nameZh, contact: post.contact },
  }
  return withinLimit((limited) => channel.deliver(message, limited), signal)
}

/** A channel that throws or hangs has said nothing about what became of the message. */
async function withinLimit(deliver: (signal: AbortSignal) => Promise<Receipt>, signal: AbortSignal): Promise<Receipt> {
  const limit = new AbortController()
  const limited = AbortSignal.any([signal, limit.signal])
  const late = wait(TRY_MS, { outcome: 'unknown', code: 'timeout', text: `no answer within ${TRY_MS / 1000} s` } as const, { signal: limited, ref: false })
  try {
    return await Promise.race([deliver(limited), late])
  } catch (fault) {
    return { outcome: 'unknown', code: 'fault', text: fault instanceof Error ? fault.message : String(fault) }
  } finally {
    late.catch(() => 'nobody waits any more')
    limit.abort()
  }
}
