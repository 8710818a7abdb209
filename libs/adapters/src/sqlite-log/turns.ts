/** Lets one at a time have a thing; the others wait in the order in which they came. */
export interface Turns {
  /** Runs the work when it is its turn, or not at all where the signal aborts before. */
  take(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void>
}

export const createTurns = (): Turns => {
  const last = new Map<string, Promise<void>>()
  return {
    take: async (name, signal, work) => {
      const before = last.get(name) ?? Promise.resolve()
      const gone = Promise.withResolvers<void>()
      last.set(
        name,
        before.then(() => gone.promise),
      )
      try {
        await Promise.race([before, aborted(signal)])
        if (!signal.aborted) await work()
      } finally {
        gone.resolve()
      }
    },
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
