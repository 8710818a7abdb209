import {
  type AlertEvent,
  addDays,
  type Day,
  type Directory,
  isSilenced,
  nextTellingInstant,
  type Role,
  route,
  type TellingHours,
  tellingDay,
  type Workdays,
} from '@shixu/domain'

export interface HoursParts {
  /** Without them every day counts as a workday. */
  readonly workdays?: Workdays
  /** A day that is lived again has no hours: what is told on it is told whatever the time. */
  readonly replay?: boolean
}

const EVERY_DAY: Workdays = { isWorkday: () => true, knownUntil: '9999-12-31' }

/** When those whom a route names may be disturbed. */
const hoursOf = ({ routes, hours = 'always' }: Pick<Directory, 'routes' | 'hours'>, by: string): TellingHours =>
  routes.find(({ id }) => id === by)?.hours ?? hours

interface Telling {
  readonly event: AlertEvent
  readonly role: Role
  readonly route: string
}

/** The day on which one hears of an event: the day itself or the next on which people may be disturbed, and not before a silence is over. */
export function dayToTell({ workdays = EVERY_DAY }: HoursParts, files: Pick<Directory, 'routes' | 'hours'>, { event, role, route: by }: Telling): Day {
  const { alert, day, command } = event
  const waits = isSilenced(alert, day) && !(role === 'supervision' && command?.kind === 'silence')
  return tellingDay(waits && alert.silencedUntil ? addDays(alert.silencedUntil, 1) : day, hoursOf(files, by), workdays)
}

/** From when on a message may be tried: at once, or when quiet is over for the first of those routes that its recipient is told by. */
export function timeToTell(
  parts: HoursParts,
  files: Pick<Directory, 'routes' | 'hours'>,
  { now, routes }: { readonly now: number; readonly routes: readonly string[] },
): number {
  if (parts.replay) return now
  const { workdays = EVERY_DAY } = parts
  const hours = routes.length === 0 ? [files.hours ?? 'always'] : routes.map((by) => hoursOf(files, by))
  return Math.min(...hours.map((each) => nextTellingInstant(now, each, workdays)))
}

/** The routes by which a recipient is told of these events now. */
export const routesTo = (recipient: string, told: readonly AlertEvent[], files: Directory): readonly string[] => [
  ...new Set(told.flatMap((event) => route(event, files).recipients.flatMap((each) => (each.id === recipient ? [each.route] : [])))),
]
