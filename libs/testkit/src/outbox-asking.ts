import type { Delivery } from '@shixu/domain'
import type { Due, Lane, Leased, Outbox, Tried } from '@shixu/pipeline/ports'
import { beforeEach } from 'vitest'
import { aNoticeOf } from './outbox-builders.ts'

/** Opens the outbox of one test once more, as another notifier would. */
export type OpenOutbox = () => Promise<Outbox>

export const READY = { day: '2024-06-20', now: 1_000, graceMs: 0 } as const
export const MINUTE = 60_000
export const whole = (dues: readonly Due[]) => [aNoticeOf(dues)]

/** An empty outbox before each test of a suite. */
export interface FreshOutbox {
  readonly outbox: Outbox
  readonly open: OpenOutbox
  /** Makes notices of these, each recipient's of a day in one. */
  queue(...dues: readonly Due[]): Promise<number>
}

/** `start` begins an empty one for a test. */
export const freshOutbox = (start: () => Promise<OpenOutbox>): FreshOutbox => {
  let open: OpenOutbox
  let now: Outbox
  beforeEach(async () => {
    open = await start()
    now = await open()
  })
  const outbox: Outbox = {
    get dues() {
      return now.dues
    },
    get notices() {
      return now.notices
    },
    get circuits() {
      return now.circuits
    },
    get deliveries() {
      return now.deliveries
    },
  }
  const queue = async (...dues: readonly Due[]) => {
    await outbox.dues.add(dues, 1_000)
    return outbox.dues.gather({ ...READY, day: '2024-12-31' }, whole)
  }
  return { outbox, open: () => open(), queue }
}

export const lease = (outbox: Outbox, now: number, holder = 'one') => outbox.notices.lease({ holder, now, forMs: MINUTE, limit: 10 })
export const onLane = (outbox: Outbox, now: number, lane: Lane) => outbox.notices.lease({ holder: 'one', now, forMs: MINUTE, limit: 10, lane })

/** What a try came to, and what is to be done next. */
export const tried = ({ notice, standing }: Leased, next: Partial<Tried['next']>, over: Partial<Tried & { outcome: Delivery['outcome'] }> = {}): Tried => {
  const { id, recipient, bureau, day, subject, covers, channels } = notice
  const { outcome = 'accepted', ...rest } = over
  return {
    notice,
    delivery: { notice: id, channel: channels[standing.channel] ?? '', recipient, bureau, day, subject, covers, outcome, code: 'c', text: 't', durationMs: 5 },
    next: { ...standing, state: 'accepted', at: null, ...next },
    holder: 'one',
    triedAt: 2_000,
    ...rest,
  }
}
