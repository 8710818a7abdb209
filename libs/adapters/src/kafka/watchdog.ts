/** Notices that something which should be heard of all the time is silent. */
export interface Watchdog {
  /** It was heard of. */
  heard(): void
  /** Since when it was heard of, in milliseconds of this process's own life: time in which the process was stopped does not count. */
  silentMs(): number
  end(): void
}

const TICK_MS = 1_000

/** Calls `onSilence` once after so long a silence. It counts its own ticks: after a SIGSTOP the clock has moved on, and nobody had a chance to be heard. */
export const createWatchdog = (afterMs: number, onSilence: (silentMs: number) => void): Watchdog => {
  let silent = 0
  const timer = setInterval(() => {
    silent += TICK_MS
    if (silent < afterMs) return
    clearInterval(timer)
    onSilence(silent)
  }, TICK_MS).unref()
  return {
    heard: () => {
      silent = 0
    },
    silentMs: () => silent,
    end: () => clearInterval(timer),
  }
}
