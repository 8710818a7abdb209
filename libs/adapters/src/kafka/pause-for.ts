import { setTimeout as pause } from 'node:timers/promises'

/** Waits, or less where the signal comes. The only thing that a pause throws is that the signal ended it, which is no fault. */
export const pauseFor = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await pause(ms, undefined, signal ? { signal } : {}).catch(() => undefined)
}

/** What comes first: the work, or the end of the time. The work goes on all the same. */
export const within = async (work: Promise<unknown>, ms: number): Promise<boolean> => {
  const limit = new AbortController()
  try {
    return await Promise.race([work.then(() => true), pauseFor(ms, limit.signal).then(() => false)])
  } finally {
    limit.abort()
  }
}
