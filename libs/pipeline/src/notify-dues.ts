import { type AlertEvent, type AlertEventType, alertKey, type Directory, type Event, holderOf, route } from '@shixu/domain'
import { dayToTell, type HoursParts } from './notify-hours.ts'
import type { Channel, Due, Heard, Outbox } from './ports.ts'

export type Change = Extract<Event, { type: 'alert-changed' }> & { readonly data: AlertEvent }

export interface DuesParts extends HoursParts {
  readonly outbox: Pick<Outbox, 'dues'>
  readonly directory: (region: string) => Directory | undefined
  /** Those that are set up. */
  readonly channels: readonly Pick<Channel, 'name'>[]
}

/** What whoever heard of an alert has to hear as well, whatever the routes say by now: that it was wrong, or is over. */
const FOLLOWED: ReadonlySet<AlertEventType> = new Set<AlertEventType>(['corrected', 'eased', 'resolved', 'closed', 'withdrawn'])

/** What alert events make due to whom: by the routes, and to everyone who was told of the alert before. */
export async function duesOf(parts: DuesParts, changes: readonly Change[]): Promise<readonly { readonly change: Change; readonly dues: readonly Due[] }[]> {
  const followed = changes.filter(({ data }) => FOLLOWED.has(data.type)).map(({ data }) => keyOf(data))
  const heard: Heard[] = followed.length === 0 ? [] : [...(await parts.outbox.dues.heardOf([...new Set(followed)]))]
  return changes.map((change) => {
    const dues = duesOfOne(parts, change, heard)
    heard.push(...dues)
    return { change, dues }
  })
}

const keyOf = ({ alert }: AlertEvent): string => alertKey(alert.target, alert.kind)

function duesOfOne(parts: DuesParts, { id, region, data }: Change, heard: readonly Heard[]): readonly Due[] {
  const files = parts.directory(region)
  if (!files) return []
  const alert = keyOf(data)
  const routed = route(data, { ...files, setUp: parts.channels.map(({ name }) => name) }).recipients.map(
    (each): Heard => ({ ...each, recipient: each.id, alert, day: data.day }),
  )
  return [...routed, ...(FOLLOWED.has(data.type) ? unrouted(routed, heardOfIt(data, heard), files) : [])].map(
    ({ recipient, bureau, role, route: by, channels }): Due => ({
      event: id,
      recipient,
      region,
      bureau,
      alert,
      day: dayToTell(parts, files, { event: data, role, route: by }),
      role,
      route: by,
      channels: setUpOf(parts, channels),
      told: data,
    }),
  )
}

/** A route may name channels that this installation has not, so that one registry serves several; where it has none of them, the notice says so. */
function setUpOf(parts: DuesParts, channels: readonly string[]): readonly string[] {
  const there = channels.filter((channel) => parts.channels.some(({ name }) => name === channel))
  return there.length > 0 ? there : channels
}

/** Who heard of it since it last began. */
const heardOfIt = (event: AlertEvent, heard: readonly Heard[]): readonly Heard[] =>
  heard.filter(({ alert, day }) => alert === keyOf(event) && day >= event.alert.since)

/** Those among them whom no route names any more, once each, and whose post is still there. */
function unrouted(routed: readonly Heard[], heard: readonly Heard[], files: Directory): readonly Heard[] {
  const others = new Map(heard.map((each) => [each.recipient, each]))
  for (const { recipient } of routed) others.delete(recipient)
  return [...others.values()].filter(({ recipient }) => holderOf(recipient, files.bureaus) !== null)
}
