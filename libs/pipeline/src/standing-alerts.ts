import { setTimeout as wait } from 'node:timers/promises'
import { type AlertEvent, type Day, type Directory, route } from '@shixu/domain'
import type { Channel, Clock, PartitionWork, Processor, Receipt, Recorded, StandingAlert } from './ports.ts'

export interface StandingParts {
  readonly channels: readonly Channel[]
  readonly directory: (region: string) => Directory | undefined
  readonly wall: Pick<Clock, 'now'>
  readonly calendar: Pick<Clock, 'today'>
  /** For counters and logs. */
  readonly kept?: (channel: string, receipt: Receipt) => void
  /** Between two rounds, in milliseconds; about a minute unless said otherwise. */
  readonly everyMs?: number
}

/** Which alerts stand, by the log: a restart recalls them, and notifiers that share the partitions share the alerts. */
export interface StandingAlerts {
  /** The same step, looked on at. */
  watching(processor: Processor): Processor
  /** What stands, and what has been over for less than a quarter of an hour, of the alerts whose routes lead to a channel. */
  of(channel: string): readonly StandingAlert[]
  /** Tells the channels that want it, again and again until the signal. */
  keep(signal: AbortSignal): Promise<void>
}

const EVERY_MS = 55_000
const OVER_FOR_MS = 15 * 60_000

/** An alert's life as far as it is known: its newest event, and every channel that one of its events was routed to. */
interface Life {
  readonly event: AlertEvent
  readonly overAt: number | null
  readonly channels: ReadonlySet<string>
}

export const createStandingAlerts = (parts: StandingParts): StandingAlerts => {
  const partitions = new Set<Map<string, Life>>()
  const keeping = parts.channels.filter(({ keep }) => keep !== undefined)
  const of = (channel: string): readonly StandingAlert[] =>
    [...partitions].flatMap((lives) => [...lives.values()].flatMap((life) => shown(parts, life, channel)))
  return {
    watching: (processor) => (keeping.length === 0 ? processor : { ...processor, take: (partition) => watched(processor.take(partition), partitions, parts) }),
    of,
    keep: async (signal) => {
      while (!signal.aborted && keeping.length > 0) {
        await Promise.all(keeping.map((channel) => keepOnce(parts, { channel, alerts: of(channel.name) }, signal)))
        await wait(parts.everyMs ?? EVERY_MS, undefined, { signal }).catch(() => 'stopped')
      }
    },
  }
}

interface Round {
  readonly channel: Channel
  readonly alerts: readonly StandingAlert[]
}

const keepOnce = async ({ kept }: StandingParts, { channel, alerts }: Round, signal: AbortSignal): Promise<void> => {
  if (alerts.length === 0) return
  const receipt = await channel.keep?.(alerts, signal).catch((fault: unknown): Receipt => ({ outcome: 'unknown', code: 'channel-failed', text: String(fault) }))
  if (receipt && !signal.aborted) kept?.(channel.name, receipt)
}

/** A silence is one everywhere: what is silenced is not told again, and so is over there within minutes. */
const shown = ({ wall, calendar }: StandingParts, { event, overAt, channels }: Life, channel: string): readonly StandingAlert[] => {
  if (!channels.has(channel) || isSilenced(event, calendar.today())) return []
  if (overAt === null) return [{ event }]
  return wall.now() - overAt < OVER_FOR_MS ? [{ event, overAt }] : []
}

const isSilenced = ({ alert }: AlertEvent, today: Day): boolean => alert.silencedUntil !== null && today <= alert.silencedUntil

const watched = (work: PartitionWork, partitions: Set<Map<string, Life>>, parts: StandingParts): PartitionWork => {
  const lives = new Map<string, Life>()
  partitions.add(lives)
  return {
    recall: (records) => {
      see(parts, lives, records)
      work.recall(records)
    },
    recalled: () => work.recalled?.(),
    handle: async (records) => {
      const outputs = await work.handle(records)
      see(parts, lives, records)
      return outputs
    },
    release: () => {
      partitions.delete(lives)
      work.release()
    },
  }
}

/** A batch that comes again, or an old word that comes late, changes nothing. */
const see = ({ directory, wall }: StandingParts, lives: Map<string, Life>, records: readonly Recorded[]): void => {
  for (const { event, writtenAt } of records) {
    if (event?.type !== 'alert-changed' || event.data === null) continue
    const { key, region, data } = event
    const before = lives.get(key)
    if (before && !isAfter(data, before.event)) continue
    const files = directory(region)
    const now = files ? route(data, files).recipients.flatMap(({ channels }) => channels) : []
    // Who was told that it stands is told that it is over, whatever the route of that event.
    const goesOn = before !== undefined && before.overAt === null
    const over = data.alert.status === 'over' ? (writtenAt ?? wall.now()) : null
    lives.set(key, { event: data, overAt: over, channels: new Set([...now, ...(goesOn ? before.channels : [])]) })
  }
}

const isAfter = ({ sequence: [, offset, ordinal] }: AlertEvent, { sequence: [, lastOffset, lastOrdinal] }: AlertEvent): boolean =>
  offset > lastOffset || (offset === lastOffset && ordinal > lastOrdinal)
