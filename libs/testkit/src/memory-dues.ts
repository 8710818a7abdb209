import type { Gathering, Heard, NoticeState, Postponing } from '@shixu/pipeline/ports'
import type { KeptDue, OutboxDisk } from './memory-outbox-disk.ts'

/** Rows that keep coming hold a digest back no longer than this many times the grace. */
const PATIENCE = 10

export const openGroups = (disk: OutboxDisk, { day, now, graceMs, replaced }: Gathering): readonly (readonly KeptDue[])[] => {
  const open = [...disk.dues.values()].filter(({ due, notice }) => notice === null && due.day <= day)
  const ofDays = [...Map.groupBy(open, ({ due }) => `${due.day} ${due.recipient}`).values()]
  const ready = ofDays.filter((group) => {
    const times = group.map(({ addedAt }) => addedAt)
    return Math.max(...times) <= now - graceMs || Math.min(...times) <= now - graceMs * PATIENCE
  })
  const groups = [...Map.groupBy(ready.flat(), ({ due }) => (replaced ? due.recipient : `${due.day} ${due.recipient}`))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group)
  const place = ({ due }: KeptDue): string => `${due.day} ${due.alert} ${due.event}`
  return groups.map((group) => group.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)))
}

/** What he has not been sent, and nobody is sending. */
export const untriedOf = (disk: OutboxDisk, recipient: string): readonly KeptDue[] =>
  [...disk.dues.values()].filter(({ due, notice }) => {
    const kept = due.recipient === recipient && notice !== null ? disk.notices.get(notice) : undefined
    return (
      kept !== undefined &&
      kept.at !== null &&
      (kept.state === 'queued' || kept.state === 'deferred') &&
      kept.standing.unknowns === 0 &&
      !kept.standing.mayHaveIt
    )
  })

export const supersede = (disk: OutboxDisk, id: string, { code, text }: { readonly code: string; readonly text: string }): void => {
  const kept = disk.notices.get(id)
  if (!kept) return
  const { recipient, bureau, day, subject, covers } = kept.notice
  Object.assign(kept, { state: 'superseded', at: null, isUnsent: true, attempts: kept.attempts + 1 })
  const delivery = {
    notice: id,
    attempt: kept.attempts,
    channel: 'none',
    recipient,
    bureau,
    day,
    subject,
    covers,
    outcome: 'superseded',
    code,
    text,
    durationMs: 0,
  } as const
  disk.deliveries.push({ delivery, published: false })
}

export const postpone = (disk: OutboxDisk, { alert, but, day, withdrawn }: Postponing): void => {
  const ofIt = [...disk.dues.values()].filter(({ due }) => due.alert === alert && due.event !== but)
  const untried = new Set(ofIt.flatMap(({ due }) => untriedOf(disk, due.recipient)))
  for (const id of new Set(ofIt.filter((kept) => untried.has(kept)).map(({ notice }) => notice ?? ''))) {
    for (const kept of disk.dues.values()) if (kept.notice === id) kept.notice = null
    supersede(disk, id, withdrawn)
  }
  for (const kept of ofIt) if (kept.notice === null) kept.due = { ...kept.due, day }
}

const UNHEARD: readonly NoticeState[] = ['refused', 'dead', 'superseded']

export const heardOf = (disk: OutboxDisk, alerts: readonly string[]): readonly Heard[] => {
  const heard = [...disk.dues.values()].filter(
    ({ due, notice }) => alerts.includes(due.alert) && !UNHEARD.includes(disk.notices.get(notice ?? '')?.state ?? 'queued'),
  )
  const newest = new Map(
    heard
      .map(({ due }) => due)
      .toSorted((a, b) => (a.day < b.day ? -1 : 1))
      .map((due) => [`${due.alert} ${due.recipient}`, due]),
  )
  return [...newest.values()].map(({ recipient, bureau, alert, day, role, route, channels }) => ({ recipient, bureau, alert, day, role, route, channels }))
}
