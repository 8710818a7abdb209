import { type LogEntry, logLevel } from 'kafkajs'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Where log lines go. Fields never hold a secret. */
export type LogLine = (level: LogLevel, message: string, fields: Readonly<Record<string, unknown>>) => void

const LEVELS: ReadonlyMap<number, LogLevel> = new Map([
  [logLevel.DEBUG, 'debug'],
  [logLevel.INFO, 'info'],
  [logLevel.WARN, 'warn'],
  [logLevel.ERROR, 'error'],
])

/** Its own remarks on what is meant to be so here. */
const EXPECTED = /Limiting retries for the idempotent producer|Pausing fetching|Resuming fetching/

export const QUIET_MS = 60_000

/**
 * Hands kafkajs' lines on. A line that comes again and again, as it does while a broker is away, is handed on once a minute, with how many it stands for.
 * Stacks and assignments stay out: the message and the code say what is wrong.
 */
export const createKafkajsLogger = ({ log, now, heard = () => undefined }: { log: LogLine; now: () => number; heard?: (() => void) | undefined }) => {
  const seen = new Map<string, { until: number; held: number }>()
  return () =>
    ({ level, namespace, log: { message, timestamp: _timestamp, stack: _stack, logger: _logger, ...fields } }: LogEntry): void => {
      heard()
      const severity = LEVELS.get(level)
      if (severity === undefined || EXPECTED.test(message)) return
      const line = `${namespace}: ${message}`
      const last = seen.get(line)
      if (last && now() < last.until) {
        last.held += 1
        return
      }
      if (seen.size > 1_000) seen.clear()
      seen.set(line, { until: now() + QUIET_MS, held: 0 })
      log(severity, message, { client: namespace, ...plain(fields), ...(last && last.held > 0 ? { repeated: last.held } : {}) })
    }
}

const plain = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => !/pass|secret|token/i.test(name) && (value === null || typeof value !== 'object')))
