import { FeedFault } from '../fault.ts'

/** How tries follow one another. `wait` ends early with the signal's reason; `chance` is 0 to 1. */
export interface Retrying {
  readonly tries: number
  readonly longestWaitMs: number
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  readonly chance: () => number
}

const FIRST_WAIT_MS = 1_000

/** Tries again where the fault's table says that it may help: after what the server asked for, else after 1, 2, 4 … seconds, each a half to the whole of it so that many do not come at once. */
export const withRetries = async <T>(act: () => Promise<T>, signal: AbortSignal, { tries, longestWaitMs, wait, chance }: Retrying): Promise<T> => {
  for (let tried = 1; ; tried++) {
    try {
      return await act()
    } catch (cause) {
      if (!(cause instanceof FeedFault) || !cause.retry || tried >= tries) throw cause
      const backOff = FIRST_WAIT_MS * 2 ** (tried - 1) * (0.5 + chance() / 2)
      await wait(Math.min(cause.retryAfterMs ?? backOff, longestWaitMs), signal)
    }
  }
}
