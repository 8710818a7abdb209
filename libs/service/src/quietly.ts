import type { LogLine } from '@shixu/adapters/kafka'
import type { Logger } from '@shixu/runtime'

const QUIET_MS = 60_000
const MOST_LINES = 1_000

/** Logs, but what is said again and again, as while a broker is away, once a minute, with how often it was not said. */
export const quietly = (logger: Logger, now: () => number): LogLine => {
  const said = new Map<string, { until: number; held: number }>()
  return (level, message, fields) => {
    const last = said.get(message)
    if (last !== undefined && now() < last.until) {
      last.held += 1
      return
    }
    if (said.size > MOST_LINES) said.clear()
    said.set(message, { until: now() + QUIET_MS, held: 0 })
    logger[level]({ ...fields, ...(last !== undefined && last.held > 0 && { repeated: last.held }) }, message)
  }
}
