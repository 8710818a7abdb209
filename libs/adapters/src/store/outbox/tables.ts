import type { AlertEvent, Delivery } from '@shixu/domain'
import type { Due, Leased, Notice, NoticeState } from '@shixu/pipeline/ports'
import type { Selectable } from 'kysely'
import { pack, packBody, unpackBody } from './packing.ts'

/** Lists are text of JSON, moments milliseconds of the wall. */
export type OutboxTables = {
  outbox_due: {
    event: string
    recipient: string
    region: string
    bureau: string
    alert: string
    day: string
    role: Due['role']
    route: string
    channels: string
    added_at: number
    notice: string | null
  }
  /** Each alert event once, beside the rows of all to whom it is due. */
  outbox_told: { event: string; type: AlertEvent['type']; why: string; told: Uint8Array }
  outbox_notice: {
    id: string
    region: string
    recipient: string
    bureau: string
    day: string
    channels: string
    subject: string
    /** Text, HTML and markdown, packed. */
    body: Uint8Array
    threads: string
    covers: string
    made_at: number
    state: NoticeState
    channel: number
    tries: number
    since: number | null
    unknowns: number
    may_have_it: number
    attempts: number
    via: string
    spare: number
    next_at: number | null
    holder: string | null
    leased_until: number | null
  }
  outbox_delivery: {
    notice: string
    attempt: number
    channel: string
    outcome: Delivery['outcome']
    code: string
    text: string
    duration_ms: number
    tried_at: number
    published: number
  }
  outbox_circuit: {
    channel: string
    failed: string
    since: number | null
    tripped_at: number | null
    probe_at: number | null
    probes: number
    code: string
    text: string
  }
  outbox_reach: { channel: string; recipient: string; tries: number; since: number }
}

export const dueRow = (due: Due, now: number): OutboxTables['outbox_due'] => ({
  event: due.event,
  recipient: due.recipient,
  region: due.region,
  bureau: due.bureau,
  alert: due.alert,
  day: due.day,
  role: due.role,
  route: due.route,
  channels: JSON.stringify(due.channels),
  added_at: now,
  notice: null,
})

export const toldRow = ({ event, told }: Due): OutboxTables['outbox_told'] => ({
  event,
  type: told.type,
  why: told.why,
  told: pack(JSON.stringify(told), 'event'),
})

export const dueOf = (row: Selectable<OutboxTables['outbox_due']>, told: AlertEvent): Due => ({
  event: row.event,
  recipient: row.recipient,
  region: row.region,
  bureau: row.bureau,
  alert: row.alert,
  day: row.day,
  role: row.role,
  route: row.route,
  channels: JSON.parse(row.channels) as string[],
  told,
})

/** A notice that is not to be sent is at its end already. */
export const noticeRow = (notice: Notice, now: number): OutboxTables['outbox_notice'] => ({
  id: notice.id,
  region: notice.region,
  recipient: notice.recipient,
  bureau: notice.bureau,
  day: notice.day,
  channels: JSON.stringify(notice.channels),
  subject: notice.subject,
  body: packBody(notice),
  threads: JSON.stringify(notice.threads),
  covers: JSON.stringify(notice.covers),
  made_at: now,
  state: notice.unsent?.state ?? 'queued',
  channel: 0,
  tries: 0,
  since: null,
  unknowns: 0,
  may_have_it: 0,
  attempts: notice.unsent ? 1 : 0,
  via: notice.unsent ? 'none' : (notice.channels[0] ?? 'none'),
  spare: notice.channels.length - 1,
  next_at: notice.unsent ? null : now,
  holder: null,
  leased_until: null,
})

export const leasedOf = (row: Selectable<OutboxTables['outbox_notice']>, due: Pick<Leased, 'told' | 'dueSince'>): Leased => ({
  notice: {
    id: row.id,
    region: row.region,
    recipient: row.recipient,
    bureau: row.bureau,
    day: row.day,
    channels: JSON.parse(row.channels) as string[],
    subject: row.subject,
    ...unpackBody(row.body),
    threads: JSON.parse(row.threads) as string[],
    covers: JSON.parse(row.covers) as string[],
    unsent: null,
  },
  ...due,
  standing: { channel: row.channel, tries: row.tries, since: row.since, unknowns: row.unknowns, mayHaveIt: row.may_have_it === 1 },
})
