import type { HistoryDue, HistoryNotice } from '@shixu/adapters/store'
import { ALERT_WHYS_ZH, type Bureau, type Registry, type Step } from '@shixu/domain'
import type { NoticeState } from '@shixu/pipeline'
import { ALERT_KINDS_ZH, ALERT_TYPES_ZH, STEPS_ZH } from './alert-line.ts'
import { isOurs, triedWords } from './delivery-words.ts'

const STATES: Readonly<Record<NoticeState, string>> = {
  queued: '待发',
  sending: '发送中',
  deferred: '待重发',
  accepted: '已送达',
  refused: '被拒收',
  unknown: '结果不明',
  dead: '已放弃',
  superseded: '不再发送',
}
const ROLES: Readonly<Record<HistoryDue['role'], string>> = { lead: '牵头单位', supporting: '配合单位', named: '知会', supervision: '督查' }

const WAITING: readonly NoticeState[] = ['queued', 'sending', 'deferred']

/** Each notice with what it tells, why its reader is told, and every try. */
export const historyLines = (dues: readonly HistoryDue[], { bureaus, targets }: Registry): readonly string[] => {
  const names = new Map(targets.map(({ region, year, id, nameZh }) => [`${region}/${year}/${id}`, nameZh]))
  const notices = Map.groupBy(dues, ({ notice, recipient, day }) => notice?.id ?? `${day} ${recipient}`)
  return [...notices.values()].flatMap((covered) => [
    headLine(covered[0]!, bureaus),
    ...covered.map((due) => dueLine(due, names)),
    ...(covered[0]!.notice?.tries ?? []).map(tryLine),
  ])
}

const headLine = ({ day, recipient, bureau, notice }: HistoryDue, bureaus: readonly Bureau[]): string => {
  const step = recipient.split('/').at(-1) as Step
  const reader = `${bureaus.find(({ id }) => id === bureau)?.nameZh ?? bureau} ${STEPS_ZH[step] ?? step}`
  return `${day}  ${reader}  ${notice === null ? '尚未成文' : noticeWords(notice)}`
}

const noticeWords = ({ id, state, subject, nextAt, channel }: HistoryNotice): string => {
  const next = nextAt === null ? '' : `（${channel}，${moment(nextAt)}再试）`
  return [`${STATES[state]}${next}`, id.slice(0, 12), subject].filter((word) => word !== '').join('  ')
}

const dueLine = ({ target, kind, type, why, role, route }: HistoryDue, names: ReadonlyMap<string, string>): string =>
  `    ${ALERT_KINDS_ZH[kind]}预警${ALERT_TYPES_ZH[type]}（${sayWhy(why)}）  ${names.get(target) ?? target}  ${ROLES[role]}，按路由 ${route}`

/** Why it came about, as it was written down; a program may know of more than this one does. */
const sayWhy = (why: string): string => (ALERT_WHYS_ZH as Readonly<Record<string, string>>)[why] ?? why

const tryLine = ({ attempt, text, durationMs, triedAt, ...tried }: HistoryNotice['tries'][number]): string => {
  const more = text === '' || text === tried.code || isOurs(tried.code) ? '' : `  ${text}`
  return `    第${attempt}次 ${moment(triedAt)}  ${triedWords(tried)}  ${durationMs}毫秒${more}`
}

/** A moment of the wall as people read it, in Asia/Shanghai. */
const moment = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Shanghai').toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' ')

const instant = (ms: number | null): string | null => (ms === null ? null : Temporal.Instant.fromEpochMilliseconds(ms).toString())

/** One object for each alert event and recipient. */
export const jsonOfHistory = ({ notice, dueAt, ...due }: HistoryDue) => ({
  day: due.day,
  region: due.region,
  bureau: due.bureau,
  recipient: due.recipient,
  role: due.role,
  route: due.route,
  target: due.target,
  alert: { event: due.event, kind: due.kind, type: due.type, why: due.why },
  due_at: instant(dueAt),
  outcome: notice === null || WAITING.includes(notice.state) ? 'waiting' : notice.state,
  notice: notice && {
    id: notice.id,
    day: notice.day,
    subject: notice.subject,
    state: notice.state,
    channel: notice.channel,
    made_at: instant(notice.madeAt),
    next_at: instant(notice.nextAt),
    tries: notice.tries.map(({ durationMs, triedAt, ...tried }) => ({ ...tried, duration_ms: durationMs, tried_at: instant(triedAt) })),
  },
})
