import { addDays, alertKey, deadLettered, type Event, regionOf, route, type Sequence } from '@shixu/domain'
import { letterBytes } from './letter-bytes.ts'
import { NOTIFY_CODES } from './notify-codes.ts'
import { type Change, type DuesParts, duesOf } from './notify-dues.ts'
import type { Clock, PartitionWork, Processor, Recorded } from './ports.ts'

export interface SettleParts extends DuesParts {
  readonly calendar: Clock
  readonly wall: Clock
}

/** From alert events to what is due to whom. An event at or below the newest sequence of its alert has been dealt with. */
export const settling = (parts: SettleParts): Processor => ({
  reads: ['alerts'],
  recalls: ['alerts'],
  take: () => settleWork(parts),
})

function settleWork(parts: SettleParts): PartitionWork {
  const newest = new Map<string, Sequence>()
  const remember = (changes: readonly Change[]) => {
    for (const { key, data } of changes) newest.set(key, data.sequence)
  }
  return {
    recall: (records) => remember(freshOf(records, newest)),
    handle: async (records) => {
      const fresh = freshOf(records, newest)
      const settled = await duesOf(parts, fresh)
      await parts.outbox.dues.add(
        settled.flatMap(({ dues }) => dues),
        parts.wall.now(),
      )
      for (const change of fresh) await moveSilenced(parts, change)
      // Only now: a batch that failed is handed in again.
      remember(fresh)
      const unheard = settled.filter(({ dues }) => dues.length === 0).map(({ change }) => change)
      return [...records.flatMap((record) => unreadable(record, parts)), ...unheard.map((change) => unheardOf(change, parts))]
    },
    release: () => newest.clear(),
  }
}

/** The changes that are above what is known of their alert, in order. */
function freshOf(records: readonly Recorded[], known: ReadonlyMap<string, Sequence>): readonly Change[] {
  const seen = new Map<string, Sequence>()
  return records.flatMap(({ event }) => {
    if (event?.type !== 'alert-changed' || event.data === null) return []
    const last = seen.get(event.key) ?? known.get(event.key)
    if (last && !isAfter(event.data.sequence, last)) return []
    seen.set(event.key, event.data.sequence)
    return [event as Change]
  })
}

const isAfter = ([, offset, ordinal]: Sequence, [, lastOffset, lastOrdinal]: Sequence): boolean =>
  offset > lastOffset || (offset === lastOffset && ordinal > lastOrdinal)

/** A silence holds for what was composed before it and has not gone out; one that is made longer, or ends early, moves what waits for its end. */
async function moveSilenced({ outbox, wall }: SettleParts, { id, data: { command, alert } }: Change): Promise<void> {
  if (command?.kind !== 'silence') return
  const withdrawn = { code: 'silenced', text: NOTIFY_CODES.silenced } as const
  await outbox.dues.postpone({ alert: alertKey(alert.target, alert.kind), but: id, day: addDays(command.until, 1), withdrawn, now: wall.now() })
}

/** Nobody would ever hear of it, so the operator does. */
function unheardOf({ id, region, data }: Change, { directory, calendar }: SettleParts): Event {
  const files = directory(region)
  const { why = '', vacant = [] } = files ? route(data, files) : {}
  const found = why === '' ? 'no route matches' : `by ${why}; nobody at ${vacant.join(', ')}`
  const reason = files ? `${NOTIFY_CODES['no-recipient']} ${found}` : `${region}: ${NOTIFY_CODES['no-files']}`
  return letter({ region, place: id, code: 'no-recipient', reason, about: data.alert.target, bytes: Buffer.from(JSON.stringify(data)) }, calendar)
}

function unreadable({ partition, offset, unreadable: what }: Recorded, { calendar }: SettleParts): readonly Event[] {
  if (!what) return []
  const region = what.key === null ? '' : regionOf(what.key)
  return [letter({ region, place: `alerts/${partition}@${offset}`, code: 'unreadable', reason: what.reason, about: null, bytes: what.bytes }, calendar)]
}

interface Refused {
  readonly region: string
  readonly place: string
  readonly code: string
  readonly reason: string
  readonly about: string | null
  readonly bytes: Uint8Array
}

const letter = ({ region, bytes, ...refused }: Refused, calendar: Clock): Event =>
  deadLettered(region, {
    ...refused,
    source: 'alerts',
    ...letterBytes(bytes),
    day: calendar.today(),
    document: null,
  })
