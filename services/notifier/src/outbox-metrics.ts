import type { Channel, Clock, NoticeCount, Outbox } from '@shixu/pipeline'
import { type Registry, scrapedGauge } from '@shixu/runtime'

export interface OutboxMetricsParts {
  readonly metrics: Registry
  readonly outbox: Pick<Outbox, 'deliveries' | 'circuits'>
  readonly channels: readonly Pick<Channel, 'name'>[]
  readonly calendar: Clock
  readonly now: () => number
}

/** What stands in the outbox, read when it is scraped. */
export const exposeOutbox = (parts: OutboxMetricsParts): void => {
  exposeDues(parts)
  exposeNotices(parts)
  exposeCircuits(parts)
}

/** Counting takes longer the more there is: it takes a twentieth of the time at most. */
const SHARE = 20

const paced = <T>(read: () => Promise<T>, now: () => number): (() => Promise<T>) => {
  let last: { readonly value: Promise<T>; until: number } | null = null
  return () => {
    if (last && now() < last.until) return last.value
    const began = now()
    const current = { value: read(), until: Number.POSITIVE_INFINITY }
    last = current
    const over = (pause: number) => () => {
      current.until = now() + pause * (now() - began)
    }
    current.value.then(over(SHARE), over(0))
    return current.value
  }
}

/** Who is due what stands on one side of the balance or another; whatever stands on none is a fault of ours. */
const exposeDues = ({ metrics, outbox: { deliveries }, now }: OutboxMetricsParts): void => {
  const balance = paced(() => deliveries.balance(), now)
  const dues = { name: 'shixu_outbox_dues', help: 'Alert events due to recipients, by what became of them.', labels: ['state'] }
  scrapedGauge(metrics, dues, async () => {
    const { due: _, ...sides } = await balance()
    return Object.entries(sides).map(([state, count]) => [{ state }, count] as const)
  })
  const unaccounted = { name: 'shixu_outbox_unaccounted_dues', help: 'Alert events due to recipients of which nobody knows what became; always 0.' }
  scrapedGauge(metrics, unaccounted, async () => {
    const { due, ...sides } = await balance()
    return [[{}, due - Object.values(sides).reduce((sum, count) => sum + count, 0)] as const]
  })
}

const exposeNotices = ({ metrics, outbox: { deliveries }, channels, calendar, now }: OutboxMetricsParts): void => {
  const overview = paced(() => deliveries.overview({ day: calendar.today(), now: now() }), now)
  const notices = { name: 'shixu_outbox_notices', help: 'Notices by the channel tried next or last, and what became of them.', labels: ['channel', 'state'] }
  scrapedGauge(metrics, notices, async () => (await overview()).notices.map(({ channel, state, count }) => [{ channel, state }, count] as const))
  const oldest = {
    name: 'shixu_outbox_oldest_waiting_seconds',
    help: 'Age of the oldest notice that is still to be tried, by channel, and of what should have been composed (none); 0 where nothing waits, or only for the end of quiet hours.',
    labels: ['channel'],
  }
  scrapedGauge(metrics, oldest, async () => {
    const { notices: counts, uncomposedSince } = await overview()
    const seconds = (since: number | null) => (since === null ? 0 : Math.max(0, (now() - since) / 1_000))
    const names = new Set([...channels.map(({ name }) => name), ...counts.map(({ channel }) => channel)].filter((name) => name !== 'none'))
    const nowhere = earliest(uncomposedSince, waitingSince(counts, 'none'))
    return [...[...names].map((channel) => [{ channel }, seconds(waitingSince(counts, channel))] as const), [{ channel: 'none' }, seconds(nowhere)] as const]
  })
}

const earliest = (...moments: readonly (number | null)[]): number | null => {
  const known = moments.filter((moment) => moment !== null)
  return known.length > 0 ? Math.min(...known) : null
}

const waitingSince = (counts: readonly NoticeCount[], channel: string): number | null =>
  earliest(...counts.filter((count) => count.channel === channel).map((count) => count.waitingSince))

const exposeCircuits = ({ metrics, outbox: { circuits }, channels }: OutboxMetricsParts): void => {
  const tripped = { name: 'shixu_channel_tripped', help: '1 where a channel fails for everyone and is only probed now and then.', labels: ['channel'] }
  scrapedGauge(metrics, tripped, async () => {
    const failing = new Map((await circuits.look()).map((circuit) => [circuit.channel, circuit.trippedAt !== null]))
    return channels.map(({ name }) => [{ channel: name }, failing.get(name) ? 1 : 0] as const)
  })
}
