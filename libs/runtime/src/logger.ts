import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Names that never reach a log line, at any of the usual depths. */
const SECRETS = ['password', 'secret', 'token', 'authorization', 'mobile', 'email', 'address']

/** JSON lines on standard error by default, times in ISO 8601, secrets blanked. */
export const createLogger = (options: { readonly service: string; readonly level: string; readonly destination?: DestinationStream }): Logger =>
  pino(
    {
      level: options.level,
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  )
