import { type RateTaken, takeRate } from '@shixu/domain'
import type { Limiter } from '@shixu/pipeline/ports'

/** A limiter for tests, by whatever clock, which has passed the same contract as the real one. */
export const createMemoryLimiter = (now: () => number = Date.now): Limiter => {
  const rows = new Map<string, RateTaken>()
  return {
    take: async ({ key, windows, n = 1 }) => {
      const { take, taken } = takeRate(rows.get(key) ?? {}, { windows, n, now: now() })
      rows.set(key, taken)
      return take
    },
  }
}
