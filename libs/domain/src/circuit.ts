const MINUTE = 60_000
/** So many different recipients one after the other, and it is not they who cannot be reached. */
const TRIP_AT = 5
const LONGEST_PAUSE_MS = 30 * MINUTE

/** How a channel fares for everyone. Moments are milliseconds since 1970. */
export interface Circuit {
  readonly channel: string
  /** Recipients whom it failed in a row, as many as trip it; none where the last try worked. */
  readonly failed: readonly string[]
  /** The first failure of the row. */
  readonly since: number | null
  /** Since when it is tripped: tried by a probe now and then only. */
  readonly trippedAt: number | null
  readonly probeAt: number | null
  readonly probes: number
  /** What it said last. */
  readonly code: string
  readonly text: string
}

/** One try, seen from the channel. */
export interface CircuitTry {
  readonly channel: string
  readonly recipient: string
  readonly worked: boolean
  readonly code: string
  readonly text: string
  readonly now: number
}

export const soundCircuit = (channel: string): Circuit => ({ channel, failed: [], since: null, trippedAt: null, probeAt: null, probes: 0, code: '', text: '' })

/** One try that works closes it; failures for several recipients in a row trip it. */
export function circuitAfter(before: Circuit, { channel, recipient, worked, code, text, now }: CircuitTry): Circuit {
  if (worked) return soundCircuit(channel)
  const isKnown = before.failed.length >= TRIP_AT || before.failed.includes(recipient)
  const failed = isKnown ? before.failed : [...before.failed, recipient]
  const failing = { ...before, failed, since: before.since ?? now, code, text }
  return before.trippedAt === null && failed.length >= TRIP_AT ? { ...failing, trippedAt: now, probeAt: now + pauseAfter(0) } : failing
}

/** Whoever probes says so first, that nobody else does meanwhile. The pause is doubled each time, up to half an hour. */
export const circuitProbed = (before: Circuit, now: number): Circuit => ({
  ...before,
  probes: before.probes + 1,
  probeAt: now + pauseAfter(before.probes + 1),
})

const pauseAfter = (probes: number): number => Math.min(LONGEST_PAUSE_MS, MINUTE * 2 ** probes)
