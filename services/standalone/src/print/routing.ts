import {
  type AlertEvent,
  type Contact,
  mismatches,
  momentAt,
  nextTellingInstant,
  type Recipient,
  type Registry,
  type Route,
  route,
  type Workdays,
} from '@shixu/domain'
import { canReach } from '@shixu/service'
import { STEPS_ZH } from './alert-line.ts'
import { columns } from './columns.ts'

/** One who would hear, and from when on he may be disturbed. */
interface Heard {
  readonly recipient: Recipient
  readonly from: string
}

export interface RoutingShown {
  /** Every route with what does not hold of the event, in order; `decides` where it is followed. */
  readonly routes: readonly { readonly route: Route; readonly fails: readonly string[]; readonly decides: boolean }[]
  readonly heard: readonly Heard[]
  readonly vacant: readonly string[]
  /** The channels that are set up where this is asked. */
  readonly setUp: readonly string[]
}

interface Circumstances {
  readonly now: number
  readonly workdays: Workdays
  readonly setUp: readonly string[]
}

/** Who would hear of an event at this moment. */
export const routingOf = (registry: Registry, event: AlertEvent, { now, workdays, setUp }: Circumstances): RoutingShown => {
  const { recipients, why, vacant } = route(event, { ...registry, setUp })
  const followed = why.split('+')
  const hoursOf = (by: string) => registry.routes.find(({ id }) => id === by)?.hours ?? registry.hours ?? 'always'
  return {
    routes: registry.routes.map((each) => ({ route: each, fails: mismatches(each.match, event), decides: followed.includes(each.id) })),
    heard: recipients.map((recipient) => ({ recipient, from: sayInstant(nextTellingInstant(now, hoursOf(recipient.route), workdays)) })),
    vacant,
    setUp,
  }
}

const sayInstant = (instant: number): string => {
  const { day, minute } = momentAt(instant)
  return `${day} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

const ROLES = { lead: '牵头', supporting: '配合', named: '点名', supervision: '督查' } as const

/** Channels in order; one that cannot reach him is in brackets, one that is not set up says so: both pass the notice on. */
const channelsOf = (channels: readonly string[], contact: Contact, setUp: readonly string[]): string =>
  channels.map((name) => `${canReach(name, contact) ? name : `(${name})`}${setUp.includes(name) ? '' : '[未配置]'}`).join(' → ')

/** Those who would hear of it by no channel at all, as things are. */
export const unreached = ({ heard, setUp }: RoutingShown): readonly string[] =>
  heard
    .filter(({ recipient: { channels, contact } }) => !channels.some((name) => setUp.includes(name) && canReach(name, contact)))
    .map(({ recipient }) => recipient.id)

const setUpLine = ({ heard, setUp }: RoutingShown): string => {
  const lacking = [...new Set(heard.flatMap(({ recipient }) => recipient.channels))].filter((name) => !setUp.includes(name))
  return lacking.length === 0 ? '' : `此处未配置：${lacking.join('、')}；通知将略过，改走其后的渠道（设置见 docs/configuration.md）`
}

const verdictOf = ({ fails, decides }: RoutingShown['routes'][number]): string => {
  if (decides) return '采用'
  return fails.length > 0 ? `不符：${fails.join('、')}` : '在它之前的路线已经采用'
}

export const routingPage = (shown: RoutingShown): string => {
  const { routes, heard, vacant, setUp } = shown
  return [
    columns(
      [{ head: '路线' }, { head: '' }, { head: '通知' }, { head: '渠道' }],
      routes.map((each) => [each.route.id, verdictOf(each), each.route.to.map(sayAddressee).join('、'), each.route.channels.join(' → ')]),
    ),
    heard.length === 0
      ? ''
      : columns(
          [{ head: '收件人' }, { head: '姓名' }, { head: '级别' }, { head: '身份' }, { head: '路线' }, { head: '渠道' }, { head: '最早告知' }],
          heard.map(({ recipient: { id, contact, role, route: by, channels }, from }) => [
            ...[id, contact.name, STEPS_ZH[contact.step], ROLES[role], by],
            channelsOf(channels, contact, setUp),
            from,
          ]),
        ),
    setUpLine(shown),
    vacant.length === 0 ? '' : `空缺：${vacant.join('、')}`,
  ]
    .filter(Boolean)
    .join('\n\n')
}

const sayAddressee = (to: Route['to'][number]): string => {
  if (to === 'lead') return '牵头'
  if (to === 'supporting') return '配合'
  return 'lead' in to ? `牵头（至${STEPS_ZH[to.lead]}）` : `${to.bureau}${to.step ? `（${STEPS_ZH[to.step]}）` : ''}`
}

/** One line of `shixu route --json`. */
export const routingLine = ({ recipient: { id, bureau, contact, role, route: by, channels }, from }: Heard, setUp: readonly string[]) => ({
  recipient: id,
  bureau,
  step: contact.step,
  name: contact.name,
  role,
  route: by,
  channels: channels.map((name) => ({ channel: name, reaches: canReach(name, contact), set_up: setUp.includes(name) })),
  earliest: from,
})
