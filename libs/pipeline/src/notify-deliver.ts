import { oneLine, shortened } from '@shixu/domain'
import { fate } from './notify-fate.ts'
import { type TryParts, tryOnce } from './notify-try.ts'
import type { Clock, Leased, Outbox, Receipt, Tried } from './ports.ts'

export interface DeliverParts extends Omit<TryParts, 'tryMs'> {
  readonly outbox: Pick<Outbox, 'notices'>
  readonly wall: Clock
  readonly random: () => number
  readonly holder: string
  /** How long a try may take, in milliseconds. */
  readonly tryMs?: number
}

const TRY_MS = 60_000
/** A lease outlasts the try, so that nobody else tries meanwhile. */
const LEASE_TRIES = 2
const AT_ONCE = 16
/** Of what the far end says, as much as tells what is wrong. */
const SAID_LENGTH = 500

/** Tries notices that are ready, several recipients at a time. Says how many there were. Throws where the outbox fails; what was delivered by then is tried again. */
export async function deliverSome(parts: DeliverParts, signal: AbortSignal): Promise<number> {
  const { outbox, holder, wall, tryMs = TRY_MS } = parts
  const leased = await outbox.notices.lease({ holder, now: wall.now(), forMs: tryMs * LEASE_TRIES, limit: AT_ONCE })
  const outcomes = await Promise.allSettled(leased.map((each) => deliverOne({ ...parts, tryMs }, each, signal)))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) throw failed.reason
  return leased.length
}

/** Effect first, record after: a crash between the two repeats the try with the same notice id. */
async function deliverOne(parts: DeliverParts & TryParts, leased: Leased, signal: AbortSignal): Promise<void> {
  const { wall, channels, holder, random, outbox } = parts
  const { notice, standing } = leased
  const name = notice.channels[standing.channel] ?? 'none'
  const began = wall.now()
  const receipt = await tryOnce(parts, leased, signal)
  // Whoever stops in the midst of a try does not know what became of it; its lease will run out.
  if (receipt.outcome !== 'accepted') signal.throwIfAborted()
  const now = wall.now()
  const deduplicates = channels.find((each) => each.name === name)?.deduplicates ?? false
  const next = fate(standing, receipt, { channels: notice.channels.length, deduplicates, now, random: random() })
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
