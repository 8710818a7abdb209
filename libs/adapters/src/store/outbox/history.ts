import { type AlertEvent, type AlertKind, alertKey, type Day, type Delivery } from '@shixu/domain'
import type { Due, NoticeState } from '@shixu/pipeline/ports'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Database } from '../database.ts'
import type { OutboxTables } from './tables.ts'

export interface HistoryQuery {
  readonly region?: string
  readonly bureau?: string
  /** `420100/commerce/liaison`. */
  readonly recipient?: string
  /** The first day of those on which they were to hear. */
  readonly since?: Day
  /** `420100/2024/foreign-trade`. */
  readonly target?: string
  /** `waiting` is whatever nobody knows the end of: what is not composed yet, `queued`, `sending` or `deferred`. */
  readonly state?: NoticeState | 'waiting'
  readonly notice?: string
}

export type HistoryTry = Pick<Delivery, 'attempt' | 'channel' | 'outcome' | 'code' | 'text' | 'durationMs'> & { readonly triedAt: number }

/** One message, or what none was made of yet, with every try. */
export interface HistoryNotice {
  readonly id: string
  readonly day: Day
  readonly subject: string
  readonly state: NoticeState
  /** The channel that is tried next, or was tried last. */
  readonly channel: string
  readonly madeAt: number
  /** When it is tried next; null where it is not. */
  readonly nextAt: number | null
  readonly tries: readonly HistoryTry[]
}

/** One alert event that one recipient was to hear of, why he was, and what became of it. */
export type HistoryDue = Omit<Due, 'told' | 'channels'> & {
  readonly target: string
  readonly kind: AlertEvent['alert']['kind']
  readonly type: AlertEvent['type']
  readonly why: string
  readonly dueAt: number
  readonly notice: HistoryNotice | null
}

/** Who was told what, when, through what, and why. */
export interface OutboxHistory {
  /** By day, recipient and alert, the oldest first. */
  list(query: HistoryQuery): Promise<readonly HistoryDue[]>
}

type Db = Kysely<OutboxTables>

export const createHistory = (database: Database): OutboxHistory => {
  const db = database.$extendTables<OutboxTables>()
  return {
    list: async (query) => {
      const rows = await matching(db, query).execute()
      const tries = await triesOf(db, [...new Set(rows.flatMap(({ id }) => id ?? []))])
      return rows.map((row) => dueOf(row, tries))
    },
  }
}

const matching = (db: Db, query: HistoryQuery) =>
  narrowed(joined(db), query).orderBy('due.day').orderBy('due.recipient').orderBy('notice.made_at').orderBy('due.alert').orderBy('due.added_at')

const joined = (db: Db) =>
  db
    .selectFrom('outbox_due as due')
    .innerJoin('outbox_told as told', 'told.event', 'due.event')
    .leftJoin('outbox_notice as notice', 'notice.id', 'due.notice')
    .select([
      'told.type',
      'told.why',
      'due.event',
      'due.recipient',
      'due.region',
      'due.bureau',
      'due.alert',
      'due.day',
      'due.role',
      'due.route',
      'due.added_at',
    ])
    .select(['notice.id', 'notice.day as noticeDay', 'notice.subject', 'notice.state', 'notice.via', 'notice.made_at', 'notice.next_at'])

type Joined = ReturnType<typeof joined>
type Row = Joined extends SelectQueryBuilder<infer _DB, infer _TB, infer O> ? O : never

const narrowed = (rows: Joined, { region, bureau, recipient, since, target, state, notice }: HistoryQuery): Joined =>
  rows
    .$if(region !== undefined, (query) => query.where('due.region', '=', region ?? ''))
    .$if(bureau !== undefined, (query) => query.where('due.bureau', '=', bureau ?? ''))
    .$if(recipient !== undefined, (query) => query.where('due.recipient', '=', recipient ?? ''))
    .$if(since !== undefined, (query) => query.where('due.day', '>=', since ?? ''))
    .$if(target !== undefined, (query) => query.where('due.alert', 'in', alertsOf(target ?? '')))
    // Ids are hexadecimal, whose digits and letters come before g in any collation.
    .$if(notice !== undefined, (query) => query.where('notice.id', '>=', notice ?? '').where('notice.id', '<', `${notice}g`))
    .$if(state === 'waiting', (query) =>
      query.where(({ or, eb }) => or([eb('due.notice', 'is', null), eb('notice.state', 'in', ['queued', 'sending', 'deferred'])])),
    )
    .$if(state !== undefined && state !== 'waiting', (query) => query.where('notice.state', '=', state as NoticeState))

const AT_ONCE = 1_000

async function triesOf(db: Db, notices: readonly string[]): Promise<ReadonlyMap<string, readonly HistoryTry[]>> {
  const found: (HistoryTry & { readonly notice: string })[] = []
  for (let from = 0; from < notices.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('outbox_delivery')
      .select(['notice', 'attempt', 'channel', 'outcome', 'code', 'text', 'duration_ms as durationMs', 'tried_at as triedAt'])
      .where('notice', 'in', notices.slice(from, from + AT_ONCE))
      .orderBy('attempt')
      .execute()
    found.push(...rows)
  }
  return new Map([...Map.groupBy(found, ({ notice }) => notice)].map(([id, tries]) => [id, tries.map(({ notice: _, ...rest }) => rest)]))
}

function dueOf(row: Row, tries: ReadonlyMap<string, readonly HistoryTry[]>): HistoryDue {
  const { event, recipient, region, bureau, day, role, route, alert, type, why, added_at: dueAt } = row
  const { target, kind } = alertOfKey(alert)
  return { event, recipient, region, bureau, day, role, route, alert, target, kind, type, why, dueAt, notice: noticeOf(row, tries) }
}

const KINDS: Readonly<Record<AlertKind, true>> = { pace: true, 'report-due': true, overdue: true, 'past-due': true }

/** By name, and not by how their keys begin: where a text lies between two others is another matter in every collation. */
const alertsOf = (target: string): readonly string[] => Object.keys(KINDS).map((kind) => alertKey(target, kind as AlertKind))

/** The key of an alert is its target's and the kind. */
const alertOfKey = (key: string) => {
  const at = key.lastIndexOf('/')
  return { target: key.slice(0, at), kind: key.slice(at + 1) as HistoryDue['kind'] }
}

const noticeOf = ({ id, noticeDay, subject, state, via, made_at, next_at }: Row, tries: ReadonlyMap<string, readonly HistoryTry[]>): HistoryNotice | null =>
  id === null || state === null
    ? null
    : { id, day: noticeDay ?? '', subject: subject ?? '', state, channel: via ?? '', madeAt: made_at ?? 0, nextAt: next_at, tries: tries.get(id) ?? [] }
