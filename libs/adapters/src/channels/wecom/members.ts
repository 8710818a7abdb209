import { createHash } from 'node:crypto'
import type { RateWindow } from '@shixu/domain'
import type { Limiter, Receipt } from '@shixu/pipeline/ports'
import { type Sent, said } from './receipt-of.ts'
import type { Application } from './tokens.ts'

/** Of one member; what is more is dropped without a word. Some seconds more than the far end's for what is on the way. */
const RATES: readonly RateWindow[] = [
  { most: 30, inMs: 65_000 },
  { most: 1_000, inMs: 3_610_000 },
]

interface Asked {
  readonly application: Application
  readonly users: readonly string[]
  readonly n: number
}

/** Each member has a rate of his own. Who had room and got nothing, since another had none, has lost a little of it. */
export async function roomFor(limiter: Limiter, { application: { corp, agent }, users, n }: Asked): Promise<Receipt | null> {
  for (const user of users) {
    const hash = createHash('sha256')
      .update(JSON.stringify([corp, agent, user.toLowerCase()]))
      .digest('hex')
      .slice(0, 16)
    const take = await limiter.take({ key: `wecom-app/${hash}`, windows: RATES, n })
    if (!take.ok) return { ...said('deferred', 'no-room'), retryAfterMs: take.waitMs, blame: 'rate' }
  }
  return null
}

const listed = (value: unknown): readonly string[] => (typeof value === 'string' ? value.split('|').filter(Boolean) : [])

const WHY = { invaliduser: 'not within the reach of the application', unlicenseduser: 'without a licence' } as const

/** Errcode 0 may still mean that some were left out, or all; whoever was is named whatever the errcode. */
export function reached(sent: Sent, users: readonly string[], unreached: Map<string, string>): Sent {
  const left = (['invaliduser', 'unlicenseduser'] as const).flatMap((field) =>
    listed(sent.body?.[field]).map((user) => [user.toLowerCase(), WHY[field]] as const),
  )
  for (const [user, why] of left) unreached.set(user, why)
  if (sent.outcome !== 'accepted') return sent
  const none = users.every((user) => unreached.has(user.toLowerCase()))
  return none ? { ...sent, outcome: 'refused', blame: 'recipient' } : sent
}

export function withUnreached(receipt: Receipt, unreached: ReadonlyMap<string, string>): Receipt {
  if (unreached.size === 0) return receipt
  return { ...receipt, text: `${receipt.text}; not reached: ${[...unreached].map(([user, why]) => `${user} (${why})`).join(', ')}` }
}

/** Of several messages to some each: one that waits decides, then one that was taken. Who was refused among others is named, and the others have it. */
export function together(receipts: readonly Receipt[]): Receipt {
  const waits = receipts.find(({ outcome }) => outcome === 'deferred' || outcome === 'unknown')
  const best = waits ?? receipts.find(({ outcome }) => outcome === 'accepted') ?? receipts[0]!
  const partly = best.outcome !== 'accepted' && receipts.some((each) => each.outcome === 'accepted' || each.partly)
  return { ...best, text: [...new Set(receipts.map(({ text }) => text))].join('; '), ...(partly && { partly }) }
}
