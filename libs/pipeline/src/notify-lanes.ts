import { NOTIFY_CODES } from './notify-codes.ts'
import { type DeliverParts, deliverOne, TRY_MS } from './notify-deliver.ts'
import { passedOn } from './notify-fate.ts'
import type { Lane, Leased } from './ports.ts'

/** A lease outlasts the try, so that nobody else tries meanwhile. */
const LEASE_TRIES = 2
/** Tries at a time on one channel. */
const AT_ONCE = 16
/** Several are taken at a time, where others are still under way. */
const AT_LEAST = 4
/** A channel that has failed for everyone for so long has its notices passed on to the next. */
const PASS_ON_MS = 3_600_000

/** What may be done on a lane now: try as many as there are, probe with one, pass them on untried, or nothing. */
interface Admission {
  readonly may: 'try all' | 'probe' | 'pass on' | 'wait'
  readonly isGoneForLong: boolean
}

/** One lane for each channel, so that one that is slow or fails holds up no other, and one for what has its turn on none of them. */
export const lanesOf = ({ channels }: Pick<DeliverParts, 'channels'>): readonly Lane[] => {
  const names = channels.map(({ name }) => name)
  return [...names.map((only) => ({ only })), { but: names }]
}

/** Tries on all lanes until nothing is ready any more: what one passes on is another's. Throws where the outbox fails; what was delivered by then is tried again. */
export async function deliverAll(parts: DeliverParts, signal: AbortSignal): Promise<void> {
  const lanes = lanesOf(parts)
  for (let some = 1; some > 0 && !signal.aborted; ) {
    const counts = await Promise.allSettled(lanes.map((lane) => deliverLane(parts, lane, signal)))
    const failed = counts.find((count) => count.status === 'rejected')
    if (failed) throw failed.reason
    some = counts.reduce((sum, count) => sum + (count.status === 'fulfilled' ? count.value : 0), 0)
  }
}

/** Tries what is ready on one lane until nothing is. Says how many there were. */
export async function deliverLane(parts: DeliverParts, lane: Lane, signal: AbortSignal): Promise<number> {
  const flights = new Set<Promise<void>>()
  let count = 0
  try {
    while (!signal.aborted) {
      const leased = AT_ONCE - flights.size >= AT_LEAST ? await take(parts, lane, AT_ONCE - flights.size) : []
      if (leased.length === 0 && flights.size === 0) break
      count += leased.length
      for (const work of leased) {
        const flight: Promise<void> = work(signal).finally(() => flights.delete(flight))
        flights.add(flight)
      }
      await Promise.race(flights)
    }
    await Promise.all(flights)
  } finally {
    await Promise.allSettled(flights)
  }
  return count
}

type Work = (signal: AbortSignal) => Promise<void>

async function take(parts: DeliverParts, lane: Lane, free: number): Promise<readonly Work[]> {
  const { may, isGoneForLong } = await admitted(parts, lane)
  if (may === 'wait') return []
  if (may === 'pass on') return (await lease(parts, { ...lane, withNext: true }, free)).map((leased) => () => passOn(parts, leased))
  const some = await lease(parts, lane, may === 'probe' ? 1 : free)
  if (may === 'probe' && some[0] && !(await probe(parts, lane))) return [() => putBack(parts, some[0]!)]
  return some.map((leased) => (signal) => deliverOne(parts, { leased, isGoneForLong }, signal))
}

async function admitted({ outbox, wall }: DeliverParts, { only }: Lane): Promise<Admission> {
  const circuit = only === undefined ? undefined : (await outbox.circuits.look()).find(({ channel }) => channel === only)
  if (!circuit || circuit.trippedAt === null) return { may: 'try all', isGoneForLong: false }
  const now = wall.now()
  const isGoneForLong = now - circuit.trippedAt >= PASS_ON_MS
  if (now >= (circuit.probeAt ?? now)) return { may: 'probe', isGoneForLong }
  return { may: isGoneForLong ? 'pass on' : 'wait', isGoneForLong }
}

const probe = ({ outbox, wall }: DeliverParts, { only = '' }: Lane): Promise<boolean> => outbox.circuits.probe({ channel: only, now: wall.now() })

const lease = ({ outbox, holder, wall, tryMs = TRY_MS }: DeliverParts, lane: Lane, limit: number): Promise<readonly Leased[]> =>
  outbox.notices.lease({ holder, now: wall.now(), forMs: tryMs * LEASE_TRIES, limit, lane })

/** Somebody else was quicker to probe. */
const putBack = ({ outbox, holder, wall }: DeliverParts, { notice, standing }: Leased): Promise<void> =>
  outbox.notices.record({ notice, delivery: null, next: { ...standing, state: 'deferred', at: wall.now() }, holder, triedAt: wall.now() })

function passOn({ outbox, holder, wall }: DeliverParts, { notice, standing }: Leased): Promise<void> {
  const now = wall.now()
  const { id, recipient, bureau, day, subject, covers, channels } = notice
  const said = { outcome: 'deferred', code: 'channel-tripped', text: NOTIFY_CODES['channel-tripped'], durationMs: 0 } as const
  const delivery = { notice: id, channel: channels[standing.channel] ?? 'none', recipient, bureau, day, subject, covers, ...said }
  return outbox.notices.record({ notice, delivery, next: passedOn(standing, { channels: channels.length, now }), holder, triedAt: now })
}
