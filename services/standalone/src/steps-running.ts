import type { House } from './house.ts'

/** The steps of a house, at work until they are stopped. */
export interface Running {
  /** Rejects where a step fails for good; resolves when all have stopped. */
  readonly ended: Promise<void>
  /** Resolves when what is in the log has gone through all of these groups. */
  settled(groups: readonly string[]): Promise<void>
  stop(): Promise<void>
}

/** Sets every step to work on the log. A step that fails stops the others. */
export const runSteps = ({ state, steps }: House): Running => {
  const stopping = new AbortController()
  const working = [...steps].map(([group, processor]) => state.log.process(group, processor, stopping.signal))
  const ended = Promise.all(working).then(() => undefined)
  ended.catch(() => stopping.abort())
  return {
    ended,
    settled: (groups) => state.log.settled(groups, stopping.signal),
    stop: async () => {
      stopping.abort()
      await Promise.allSettled(working)
    },
  }
}
