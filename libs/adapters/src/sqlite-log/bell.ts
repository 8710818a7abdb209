/** Wakes whoever waits, at once and only once. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, or when the signal aborts. Who checks and then waits without an `await` between misses none. */
  wait(signal?: AbortSignal): Promise<void>
}

export const createBell = (): Bell => {
  const waiting = new Set<() => void>()
  return {
    ring: () => {
      for (const wake of [...waiting]) wake()
    },
    wait: (signal) =>
      new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        if (signal?.aborted) return resolve()
        waiting.add(wake)
        signal?.addEventListener('abort', wake)
      }),
  }
}
