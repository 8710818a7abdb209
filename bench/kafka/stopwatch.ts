import type { Outcome } from './task.ts'

export interface Stopwatch {
  /** Seconds by the clock and of the processor, since it was made. */
  lap(): { readonly seconds: number; readonly cpuSeconds: number }
  outcome(records: number): Outcome
}

export const startWatch = (): Stopwatch => {
  const began = performance.now()
  const used = process.cpuUsage()
  const lap = () => {
    const { user, system } = process.cpuUsage(used)
    return { seconds: (performance.now() - began) / 1000, cpuSeconds: (user + system) / 1e6 }
  }
  return {
    lap,
    outcome: (records) => {
      const { seconds, cpuSeconds } = lap()
      return { seconds, cpuSeconds, perSecond: records / seconds, perCpuSecond: records / cpuSeconds, peakMegabytes: process.resourceUsage().maxRSS / 1000 }
    },
  }
}
