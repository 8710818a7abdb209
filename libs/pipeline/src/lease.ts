import { setTimeout as wait } from 'node:timers/promises'
import type { Leases } from './ports.ts'

export interface LeaseParts {
  readonly leases: Leases
  /** Names this process. */
  readonly holder: string
  /** A holder that was not heard of for so long has lost it, in milliseconds. */
  readonly forMs?: number
  /** How often one who waits looks again, in milliseconds. */
  readonly lookMs?: number
}

const FOR_MS = 30_000
const LOOK_MS = 1_000
const RENEWALS = 3

/**
 * Does a piece of work that one process at a time may do. Where another is at it, waits until that one has done it, and then leaves it; or, where that one has vanished, does it.
 * The work's signal comes with the asker's, or when the lease is lost. Answers whether it was done here.
 */
export const oneAtATime = async (
  parts: LeaseParts,
  { name, signal }: { readonly name: string; readonly signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> => {
  const { leases, holder, forMs = FOR_MS, lookMs = LOOK_MS } = parts
  const ask = { name, holder, forMs }
  while (!signal.aborted) {
    if (await leases.take(ask)) {
      await held({ leases, ask, signal }, work)
      return true
    }
    if (!(await hasVanished(leases, name, { lookMs, signal }))) return false
  }
  return false
}

interface Holding {
  readonly leases: Leases
  readonly ask: Parameters<Leases['take']>[0]
  readonly signal: AbortSignal
}

const held = async ({ leases, ask, signal }: Holding, work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
  const lost = new AbortController()
  const renewal = setInterval(() => {
    leases.take(ask).then(
      (mine) => (mine ? undefined : lost.abort(new Error(`the lease of "${ask.name}" was lost`))),
      () => undefined, // asked again soon; where the store stays away the lease runs out, and what is done twice is harmless
    )
  }, ask.forMs / RENEWALS)
  try {
    await work(AbortSignal.any([signal, lost.signal]))
  } finally {
    clearInterval(renewal)
    await leases.release(ask)
  }
}

/** False when the other has given it back, and so has done the work. */
const hasVanished = async (leases: Leases, name: string, { lookMs, signal }: { readonly lookMs: number; readonly signal: AbortSignal }): Promise<boolean> => {
  while (!signal.aborted) {
    const standing = await leases.look(name)
    if (standing !== 'held') return standing === 'lapsed'
    await wait(lookMs, undefined, { signal }).catch(() => undefined)
  }
  return false
}
