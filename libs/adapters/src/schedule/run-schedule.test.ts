import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Cron, nodeCron } from './cron.ts'
import { runSchedule, type ScheduleParts } from './run-schedule.ts'

const FEEDS = [
  { id: 'statistics', schedule: '0 10 * * *' },
  { id: 'customs', schedule: '15 10 * * *' },
]

/** A cron whose times come when the test says so. */
const handCron = () => {
  const runs = new Map<string, () => Promise<void>>()
  const cron: Cron = {
    at: (expression, run) => {
      runs.set(expression, run)
      return { stop: async () => void runs.delete(expression) }
    },
  }
  return {
    cron,
    strike: (expression: string) => runs.get(expression)?.() ?? Promise.reject(new Error(`nothing at ${expression}`)),
    scheduled: () => [...runs.keys()],
  }
}

const setUp = (over: Partial<ScheduleParts> = {}) => {
  const did: string[] = []
  const hand = handCron()
  const today = { now: '2024-07-01' }
  const controller = new AbortController()
  const parts: ScheduleParts = {
    feeds: FEEDS,
    pull: async (feed) => void did.push(`pull ${feed}`),
    beginDays: async (upTo) => void did.push(`day ${upTo}`),
    clock: { today: () => today.now },
    failed: (feed, cause) => void did.push(`failed ${feed}: ${(cause as Error).message}`),
    cron: hand.cron,
    ...over,
  }
  const ended = runSchedule(parts, controller.signal)
  return { did, hand, today, ended, stop: () => controller.abort() }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the schedule', () => {
  it('makes up at its start for what was missed: first the days, then each feed once', async () => {
    const { did, stop, ended } = setUp()
    await turn()
    expect(did[0]).toBe('day 2024-07-01')
    expect(did.filter((each) => each.startsWith('pull')).sort()).toEqual(['pull customs', 'pull statistics'])
    stop()
    await ended
  })

  it('pulls a feed at its times, after its day began, and begins the day without any feed', async () => {
    const { did, hand, today, stop, ended } = setUp()
    await turn()
    did.length = 0
    today.now = '2024-07-02'
    await hand.strike('0 10 * * *')
    await hand.strike('5 0 * * *')
    expect(did).toEqual(['day 2024-07-02', 'pull statistics', 'day 2024-07-02'])
    stop()
    await ended
  })

  it('never pulls one feed twice at a time, and ends only when the running pull has', async () => {
    let pulls = 0
    const gate = Promise.withResolvers<void>()
    const { hand, stop, ended } = setUp({
      feeds: FEEDS.slice(0, 1),
      pull: () => {
        pulls++
        return gate.promise
      },
    })
    await turn()
    const second = hand.strike('0 10 * * *')
    await turn()
    expect(pulls).toBe(1)
    let over = false
    void ended.then(() => {
      over = true
    })
    stop()
    await turn()
    expect(over).toBe(false)
    gate.resolve()
    await Promise.all([second, ended])
  })

  it('goes on after a feed or a day that failed, and says so', async () => {
    let broken = true
    const { did, hand, stop, ended } = setUp({
      feeds: FEEDS.slice(0, 1),
      pull: async () => {
        if (broken) throw new Error('unreachable')
      },
      beginDays: async () => {
        if (broken) throw new Error('log closed')
      },
    })
    await turn()
    expect(did).toEqual(['failed null: log closed', 'failed statistics: unreachable'])
    broken = false
    await hand.strike('0 10 * * *')
    expect(did).toHaveLength(2)
    stop()
    await ended
  })

  it('leaves nothing scheduled behind, and starts nothing once it is called off', async () => {
    const { did, hand, stop, ended } = setUp()
    await turn()
    const strike = hand.strike
    stop()
    did.length = 0
    await strike('0 10 * * *').catch(() => undefined)
    await ended
    expect(did).toEqual([])
    expect(hand.scheduled()).toEqual([])
  })
})

describe('node-cron', () => {
  afterEach(() => void vi.useRealTimers())

  it('strikes at ten in Shanghai, wherever the machine stands, and not after it was stopped', async () => {
    vi.useFakeTimers({ now: Date.parse('2024-07-01T01:59:30Z') })
    let strikes = 0
    const task = nodeCron.at('0 10 * * *', async () => void strikes++)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(strikes).toBe(0)
    await vi.advanceTimersByTimeAsync(40_000)
    expect(strikes).toBe(1)
    await task.stop()
    await vi.advanceTimersByTimeAsync(25 * 3_600_000)
    expect(strikes).toBe(1)
  })
})
