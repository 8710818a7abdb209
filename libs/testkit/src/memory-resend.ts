import type { Outbox, Resent, ResentAs } from '@shixu/pipeline/ports'
import type { KeptNotice, OutboxDisk } from './memory-outbox-disk.ts'

type Ask = Parameters<Outbox['notices']['resend']>[0]

export const resendFrom = (disk: OutboxDisk, ask: Ask): readonly Resent[] => {
  const isAsked = ({ notice, state, at }: KeptNotice) => (ask.which === 'dead' ? state === 'dead' && at === null : notice.id === ask.which.notice)
  return [...disk.notices.values()].filter(isAsked).map((kept) => {
    const as = standing(disk, kept, ask)
    if (as === 'queued') queue(disk, kept, ask)
    if (as === 'reopened') {
      for (const due of disk.dues.values()) if (due.notice === kept.notice.id) due.notice = null
      kept.state = 'superseded'
    }
    return { notice: kept.notice.id, recipient: kept.notice.recipient, subject: kept.notice.subject, as }
  })
}

const standing = (disk: OutboxDisk, kept: KeptNotice, { anyway }: Ask): ResentAs => {
  if (kept.at !== null) return 'waiting'
  if (kept.state === 'superseded') return 'superseded'
  if (kept.state === 'accepted' && !anyway) return 'accepted'
  if (kept.notice.subject === '') return 'reopened'
  return !anyway && isOvertaken(disk, kept) ? 'overtaken' : 'queued'
}

const isOvertaken = (disk: OutboxDisk, kept: KeptNotice): boolean => {
  const alertsOf = ({ notice }: KeptNotice) => new Set([...disk.dues.values()].filter((due) => due.notice === notice.id).map(({ due }) => due.alert))
  const mine = alertsOf(kept)
  const key = ({ notice, madeAt }: KeptNotice) => [notice.day, String(madeAt).padStart(15, '0'), notice.id].join(' ')
  return [...disk.notices.values()].some(
    (other) =>
      other.notice.recipient === kept.notice.recipient &&
      (other.state === 'accepted' || other.state === 'unknown') &&
      key(other) > key(kept) &&
      !alertsOf(other).isDisjointFrom(mine),
  )
}

const queue = (disk: OutboxDisk, kept: KeptNotice, { channel: named, now, said }: Ask): void => {
  const { notice } = kept
  const channels = named === undefined || notice.channels.includes(named) ? notice.channels : [...notice.channels, named]
  const channel = named === undefined ? 0 : channels.indexOf(named)
  const mayHaveIt = kept.state === 'accepted' || kept.standing.unknowns > 0 || kept.standing.mayHaveIt
  const { id, recipient, bureau, day, subject, covers } = notice
  const attempt = kept.attempts + 1
  const delivery = {
    notice: id,
    attempt,
    channel: channels[channel] ?? 'none',
    recipient,
    bureau,
    day,
    subject,
    covers,
    outcome: 'deferred',
    durationMs: 0,
    ...said,
  } as const
  disk.deliveries.push({ delivery, published: false })
  const standing = { channel, tries: 0, since: null, unknowns: 0, mayHaveIt }
  disk.notices.set(id, { ...kept, notice: { ...notice, channels }, standing, state: 'queued', at: now, attempts: attempt, lease: null })
}
