import { type Circuit, oneLine, shortened } from '@shixu/domain'
import { blameOf, fate, reachAfter } from './notify-fate.ts'
import { type HoursParts, routesTo, timeToTell } from './notify-hours.ts'
import { type TryParts, tryOnce } from './notify-try.ts'
import type { Clock, Leased, Outbox, Receipt, Tried } from './ports.ts'

/** For counters and logs. */
export interface DeliverHappenings {
  /** A message was accepted so many milliseconds after it was due. */
  accepted?(channel: string, ms: number): void
  /** The limiter had no room. */
  waited?(channel: string): void
  /** A channel was tripped, or works again. */
  turned?(circuit: Circuit, is: 'tripped' | 'closed'): void
}

export interface DeliverParts extends Omit<TryParts, 'tryMs'>, HoursParts {
  readonly outbox: Pick<Outbox, 'notices' | 'circuits'>
  readonly wall: Clock
  readonly random: () => number
  readonly holder: string
  /** How long a try may take, in milliseconds. */
  readonly tryMs?: number
  readonly happened?: DeliverHappenings
}

export const TRY_MS = 60_000
/** Of what the far end says, as much as tells what is wrong. */
const SAID_LENGTH = 500

/** A notice, and whether its channel has failed for everyone for long. */
export interface Turn {
  readonly leased: Leased
  readonly isGoneForLong: boolean
}

/** One try. Effect first, record after: a crash between the two repeats the try with the same notice id. */
export async function deliverOne(parts: DeliverParts, { leased, isGoneForLong }: Turn, signal: AbortSignal): Promise<void> {
  const { wall, channels, random } = parts
  const { notice, standing } = leased
  const name = notice.channels[standing.channel] ?? 'none'
  const began = wall.now()
  const quietUntil = quietFor(parts, leased, began)
  if (quietUntil !== null) return putOff(parts, leased, quietUntil)
  const receipt = await tryOnce({ ...parts, tryMs: parts.tryMs ?? TRY_MS }, leased, signal)
  // Whoever stops in the midst of a try does not know what became of it; its lease will run out.
  if (receipt.outcome !== 'accepted') signal.throwIfAborted()
  const now = wall.now()
  const deduplicates = channels.find((each) => each.name === name)?.deduplicates ?? false
  const next = fate(standing, receipt, { channels: notice.channels.length, deduplicates, now, random: random(), isGoneForLong })
  await settle(parts, { leased, name, receipt, next, began, now })
}

/** Until when he is not to be disturbed; null where he may be now. Channels that disturb nobody wait too: one hears of a thing once, on all of them at the same time. */
function quietFor(parts: DeliverParts, { notice, told }: Leased, now: number): number | null {
  const files = parts.directory(notice.region)
  if (!files) return null
  const at = timeToTell(parts, files, { now, routes: routesTo(notice.recipient, told, files) })
  return at > now ? at : null
}

const putOff = ({ outbox, holder, wall }: DeliverParts, { notice, standing }: Leased, at: number): Promise<void> =>
  outbox.notices.record({ notice, delivery: null, next: { ...standing, state: standing.unknowns > 0 ? 'unknown' : 'queued', at }, holder, triedAt: wall.now() })

/** A try that has an answer. */
interface Attempt {
  readonly leased: Leased
  readonly name: string
  readonly receipt: Receipt
  readonly next: Tried['next']
  readonly began: number
  readonly now: number
}

async function settle(parts: DeliverParts, attempt: Attempt): Promise<void> {
  const { outbox, holder, happened } = parts
  const { leased, name, receipt, next, now } = attempt
  const { notice, standing, dueSince } = leased
  if (receipt.code === 'no-room') {
    happened?.waited?.(name)
    return outbox.notices.record({ notice, delivery: null, next, holder, triedAt: now })
  }
  const reach = reachAfter(standing, receipt, now)
  await outbox.notices.record({ notice, delivery: deliveryOf(attempt), ...(reach && { reach }), next, holder, triedAt: now })
  if (receipt.outcome === 'accepted') happened?.accepted?.(name, now - dueSince)
  await noteCircuit(parts, attempt)
}

/** A channel that answers for or against this recipient works; that its rate is used up says nothing. */
async function noteCircuit({ outbox, happened, channels }: DeliverParts, { leased, name, receipt, now }: Attempt): Promise<void> {
  const blame = blameOf(receipt)
  const isSilent = receipt.outcome !== 'accepted' && blame === 'rate'
  if (isSilent || !channels.some((each) => each.name === name)) return
  const worked = receipt.outcome === 'accepted' || blame === 'recipient'
  const { code, text } = receipt
  const turn = await outbox.circuits.note({ channel: name, recipient: leased.notice.recipient, worked, code, text: oneSaid(text), now })
  if (turn?.before.trippedAt === null && turn.after.trippedAt !== null) happened?.turned?.(turn.after, 'tripped')
  if (turn && turn.before.trippedAt !== null && turn.after.trippedAt === null) happened?.turned?.(turn.before, 'closed')
}

const oneSaid = (text: string): string => shortened(oneLine(text), SAID_LENGTH)

const deliveryOf = ({ leased: { notice }, name, receipt, next, began, now }: Attempt): Tried['delivery'] => ({
  notice: notice.id,
  channel: name,
  recipient: notice.recipient,
  bureau: notice.bureau,
  day: notice.day,
  subject: notice.subject,
  covers: notice.covers,
  outcome: next.state === 'dead' ? 'dead' : receipt.outcome,
  code: receipt.code,
  text: oneSaid(receipt.text),
  durationMs: now - began,
})
