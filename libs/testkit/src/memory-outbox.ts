import { circuitAfter, circuitProbed, soundCircuit } from '@shixu/domain'
import type { Balance, Lane, Leased, Notice, Outbox, Overview, Standing, Tried } from '@shixu/pipeline/ports'
import { heardOf, openGroups, postpone, supersede, untriedOf } from './memory-dues.ts'
import { emptyOutboxDisk, type KeptDue, type KeptNotice, type OutboxDisk } from './memory-outbox-disk.ts'
import { resendFrom } from './memory-resend.ts'

export { emptyOutboxDisk } from './memory-outbox-disk.ts'

/** An outbox for tests, which has passed the same contract as the real ones. */
export const createMemoryOutbox = (disk: OutboxDisk = emptyOutboxDisk()): Outbox => ({
  dues: {
    add: async (dues, now) => {
      const before = disk.dues.size
      for (const due of dues) {
        const key = `${due.event} ${due.recipient}`
        if (!disk.dues.has(key)) disk.dues.set(key, { due: structuredClone(due), addedAt: now, notice: null })
      }
      return disk.dues.size - before
    },
    regions: async (day) => [...new Set([...disk.dues.values()].flatMap(({ due, notice }) => (notice === null && due.day <= day ? [due.region] : [])))].sort(),
    heardOf: async (alerts) => heardOf(disk, alerts),
    postpone: async (what) => postpone(disk, what),
    gather: async (ready, compose) => {
      const groups = openGroups(disk, ready).map((open) => {
        const group = [...(ready.replaced ? untriedOf(disk, open[0]!.due.recipient) : []), ...open]
        return { group, notices: compose(group.map(({ due }) => due)) }
      })
      for (const { group, notices } of groups) {
        const covered = new Set(notices.flatMap(({ covers }) => covers))
        if (covered.size !== group.length) throw new RangeError(`Of ${group.length} rows, ${covered.size} would be covered.`)
        const before = new Set(group.flatMap(({ notice }) => (notice === null ? [] : [notice])))
        for (const notice of notices) keepNotice(disk, { notice, group, now: ready.now })
        for (const id of before) if (ready.replaced && !notices.some((notice) => notice.id === id)) supersede(disk, id, ready.replaced)
      }
      return groups.reduce((sum, { notices }) => sum + notices.length, 0)
    },
  },
  notices: {
    lease: async ({ holder, now, forMs, limit, lane = {} }) => {
      const free = [...disk.notices.values()].filter((kept) => isFree(kept, now) && isOn(kept, lane) && !isBehind(disk, kept)).slice(0, limit)
      return free.map((kept): Leased => {
        if (kept.state === 'sending') kept.standing = { ...kept.standing, unknowns: kept.standing.unknowns + 1 }
        kept.state = 'sending'
        kept.lease = { holder, until: now + forMs }
        return { notice: kept.notice, standing: reached(disk, kept), ...toldBy(disk, kept.notice) }
      })
    },
    record: async (tried) => record(disk, tried),
    resend: async (ask) => resendFrom(disk, ask),
  },
  circuits: {
    look: async () => [...disk.circuits.values()].filter(({ failed }) => failed.length > 0),
    note: async (tried) => {
      const before = disk.circuits.get(tried.channel) ?? soundCircuit(tried.channel)
      if (tried.worked && before.failed.length === 0) return null
      const after = circuitAfter(before, tried)
      disk.circuits.set(tried.channel, after)
      return { before, after }
    },
    probe: async ({ channel, now }) => {
      const before = disk.circuits.get(channel)
      if (!before || before.trippedAt === null || now < (before.probeAt ?? now)) return false
      disk.circuits.set(channel, circuitProbed(before, now))
      return true
    },
  },
  deliveries: {
    unpublished: async (limit) =>
      disk.deliveries
        .filter(({ published }) => !published)
        .slice(0, limit)
        .map(({ delivery }) => delivery),
    published: async (deliveries) => {
      const isOne = ({ delivery: { notice, attempt } }: (typeof disk.deliveries)[number]) =>
        deliveries.some((each) => each.notice === notice && each.attempt === attempt)
      const fresh = disk.deliveries.filter((kept) => !kept.published && isOne(kept))
      for (const kept of fresh) kept.published = true
      return fresh.map(({ delivery }) => delivery)
    },
    balance: async () => balance(disk),
    overview: async (asked) => overview(disk, asked),
  },
})

const toldBy = (disk: OutboxDisk, { id }: Notice): Pick<Leased, 'told' | 'dueSince'> => {
  const covered = [...disk.dues.values()].filter(({ notice }) => notice === id)
  const told = covered
    .map(({ due }) => due)
    .sort((a, b) => (a.alert < b.alert ? -1 : a.alert > b.alert ? 1 : a.told.sequence[1] - b.told.sequence[1] || a.told.sequence[2] - b.told.sequence[2]))
    .map((due) => due.told)
  return { told, dueSince: Math.min(...covered.map(({ addedAt }) => addedAt)) }
}

const reached = (disk: OutboxDisk, kept: KeptNotice): Standing => {
  const reach = disk.reaches.get(`${turnOf(kept)} ${kept.notice.recipient}`)
  const isLast = kept.standing.channel + 1 >= kept.notice.channels.length
  return reach ? { ...kept.standing, tries: reach.tries, since: isLast ? kept.standing.since : reach.since } : kept.standing
}

const turnOf = ({ notice, standing, isUnsent }: KeptNotice): string => (isUnsent ? 'none' : (notice.channels[standing.channel] ?? 'none'))

const isOn = (kept: KeptNotice, { only, but, withNext = false }: Lane): boolean =>
  (only === undefined || turnOf(kept) === only) &&
  (but === undefined || !but.includes(turnOf(kept))) &&
  (!withNext || kept.standing.channel + 1 < kept.notice.channels.length)

const keepNotice = (disk: OutboxDisk, { notice, group, now }: { notice: Notice; group: readonly KeptDue[]; now: number }): void => {
  const { unsent, id, recipient, bureau, day, subject, covers } = notice
  disk.notices.set(id, {
    notice: { ...notice, unsent: null },
    madeAt: now,
    isUnsent: unsent !== null,
    standing: { channel: 0, tries: 0, since: null, unknowns: 0, mayHaveIt: false },
    state: unsent?.state ?? 'queued',
    at: unsent ? null : now,
    attempts: disk.notices.get(id)?.attempts ?? (unsent ? 1 : 0),
    lease: null,
  })
  for (const kept of group) if (covers.includes(kept.due.event)) kept.notice = id
  if (!unsent) return
  const { state: outcome, code, text } = unsent
  const delivery = { notice: id, attempt: 1, channel: 'none', recipient, bureau, day, subject, covers, outcome, code, text, durationMs: 0 }
  const again = disk.deliveries.findIndex((kept) => kept.delivery.notice === id && kept.delivery.attempt === 1)
  disk.deliveries.splice(again < 0 ? disk.deliveries.length : again, again < 0 ? 0 : 1, { delivery, published: false })
}

const isFree = ({ state, at, lease }: KeptNotice, now: number): boolean => at !== null && at <= now && (state !== 'sending' || (lease?.until ?? 0) < now)

const isBehind = (disk: OutboxDisk, kept: KeptNotice): boolean =>
  [...disk.notices.values()].some((other) => other.notice.recipient === kept.notice.recipient && other.at !== null && isEarlier(other, kept))

const isEarlier = (a: KeptNotice, b: KeptNotice): boolean => {
  if (a.notice.day !== b.notice.day) return a.notice.day < b.notice.day
  return a.madeAt === b.madeAt ? a.notice.id < b.notice.id : a.madeAt < b.madeAt
}

const record = (disk: OutboxDisk, { notice, delivery, reach, next, holder }: Tried): void => {
  const kept = disk.notices.get(notice.id)
  if (!kept) throw new RangeError(`no notice ${notice.id}`)
  if (delivery) {
    kept.attempts += 1
    disk.deliveries.push({ delivery: { ...delivery, attempt: kept.attempts }, published: false })
    const who = `${delivery.channel} ${notice.recipient}`
    if (reach === 'reached') disk.reaches.delete(who)
    else if (reach) disk.reaches.set(who, reach)
  }
  if (kept.lease?.holder !== holder) return
  const { state, at, ...standing } = next
  Object.assign(kept, { state, at, standing, lease: null })
}

const balance = (disk: OutboxDisk): Balance => {
  const sides = { due: 0, accepted: 0, refused: 0, dead: 0, unknown: 0, superseded: 0, waiting: 0 }
  for (const { notice } of disk.dues.values()) {
    sides.due += 1
    const state = notice === null ? 'queued' : (disk.notices.get(notice)?.state ?? 'queued')
    sides[state === 'queued' || state === 'sending' || state === 'deferred' ? 'waiting' : state] += 1
  }
  return sides
}

const overview = (disk: OutboxDisk, { day, now }: { readonly day: string; readonly now: number }): Overview => {
  const kinds = Map.groupBy(disk.notices.values(), (kept) => `${turnOf(kept)} ${kept.state}`)
  const notices = [...kinds.values()].map((kept) => {
    const waiting = kept.filter(({ at, state }) => at !== null && !(state === 'queued' && at > now)).map(({ madeAt }) => madeAt)
    return { channel: turnOf(kept[0]!), state: kept[0]!.state, count: kept.length, waitingSince: waiting.length > 0 ? Math.min(...waiting) : null }
  })
  const open = [...disk.dues.values()].filter(({ due, notice }) => notice === null && due.day <= day).map(({ addedAt }) => addedAt)
  return { notices, uncomposedSince: open.length > 0 ? Math.min(...open) : null }
}
