import type { Day, FeedSpec } from '@shixu/domain'
import type { Clock } from '@shixu/pipeline/ports'
import { type Cron, nodeCron } from './cron.ts'

/** Shortly after midnight in Shanghai: late enough that the new day has surely begun on a clock that is a little slow. */
const DAYBREAK = '5 0 * * *'

/** At start, so many feeds are pulled at once. */
const LANES = 4

export interface ScheduleParts {
  readonly feeds: readonly Pick<FeedSpec, 'id' | 'schedule'>[]
  readonly pull: (feed: string, signal: AbortSignal) => Promise<void>
  /** Begins all days up to this one that have not begun. */
  readonly beginDays: (upTo: Day) => Promise<void>
  readonly clock: Pick<Clock, 'today'>
  /** A run that failed; the next one comes at its time all the same. `feed` is null where it was the day that could not begin. */
  readonly failed: (feed: string | null, cause: unknown) => void
  readonly cron?: Cron
}

/**
 * Until the signal: at once the days that were missed and each feed once, which makes up for what was missed while nothing ran; then each feed at its times, and every day shortly after midnight.
 * A feed is never pulled twice at a time, and a day begins before the figures of that day are pulled. Resolves when the last run is over.
 */
export const runSchedule = async (parts: ScheduleParts, signal: AbortSignal): Promise<void> => {
  const { feeds, cron = nodeCron } = parts
  const runs = createRuns(parts, signal)
  const tasks = [cron.at(DAYBREAK, runs.daybreak), ...feeds.map(({ id, schedule }) => cron.at(schedule, () => runs.pull(id)))]
  await inLanes(
    feeds.map(({ id }) => id),
    runs.pull,
  )
  if (!signal.aborted) await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await Promise.all(tasks.map((task) => task.stop()))
  await runs.over()
}

const createRuns = ({ pull, beginDays, clock, failed }: ScheduleParts, signal: AbortSignal) => {
  const running = new Map<string, Promise<void>>()
  let day: Promise<void> = Promise.resolve()
  /** One after the other: two at once would begin the same days. */
  const daybreak = (): Promise<void> => {
    day = day.then(() => beginDays(clock.today())).catch((cause: unknown) => failed(null, cause))
    return day
  }
  const once = async (feed: string): Promise<void> => {
    await daybreak()
    if (signal.aborted) return
    await pull(feed, signal).catch((cause: unknown) => {
      if (!signal.aborted) failed(feed, cause)
    })
  }
  return {
    daybreak: async () => (signal.aborted ? undefined : daybreak()),
    pull: (feed: string): Promise<void> => {
      if (signal.aborted) return Promise.resolve()
      const run = running.get(feed) ?? once(feed).finally(() => running.delete(feed))
      running.set(feed, run)
      return run
    },
    over: async () => {
      await Promise.all([day, ...running.values()])
    },
  }
}

const inLanes = async (ids: readonly string[], run: (id: string) => Promise<void>): Promise<void> => {
  const rest = [...ids]
  const lane = async () => {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) await run(id)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}
