import { list, oneOf, type Setting, text, wholeNumber } from '@shixu/runtime'

export const DEFAULT_SEEDS = 'seeds'

/** Where the registries are, for whoever reads them. */
export const SEEDS = {
  seeds: text({ name: 'SHIXU_SEEDS', purpose: 'the folder whose folders are the registries of regions and years', fallback: DEFAULT_SEEDS }),
}

/** What every process has. */
export const houseSettings = ({ port, logLevel = 'info' }: { readonly port: number; readonly logLevel?: 'warn' | 'info' }) => ({
  host: text({ name: 'SHIXU_HOST', purpose: 'the address that metrics and health are served at', fallback: '127.0.0.1' }),
  port: wholeNumber({ name: 'SHIXU_PORT', purpose: 'the port of metrics and health; 0 takes a free one', fallback: String(port), from: 0, to: 65_535 }),
  logLevel: oneOf({
    name: 'SHIXU_LOG_LEVEL',
    purpose: 'what is logged to standard error',
    fallback: logLevel,
    words: ['debug', 'info', 'warn', 'error', 'silent'],
  }),
})

/** For whoever shows where targets stand. */
export const METRICS_REGIONS = {
  metricsRegions: list({
    name: 'SHIXU_METRICS_REGIONS',
    purpose: 'region codes that have series of each target; empty is all, up to 50 regions, and none beyond that',
    fallback: '',
  }),
}

const DATABASE_URL = /^postgres(ql)?:\/\/[^/]+\/.+/u

const databaseUrl: Setting<string> = {
  name: 'SHIXU_DATABASE_URL',
  purpose: 'PostgreSQL 14 or later, for what ingest, notifier and ledger remember: one database for all of one installation',
  secret: true,
  read: (given) => (DATABASE_URL.test(given) ? { value: given } : { wanted: 'postgres://user:password@host:5432/database' }),
}

/** For whoever keeps something in tables. */
export const DATABASE = { databaseUrl }

/** For whoever works in a group. */
export const GROUP = {
  sessionSeconds: wholeNumber({
    name: 'SHIXU_KAFKA_SESSION_SECONDS',
    purpose: 'how long a process may be silent before its partitions go to others, in seconds',
    fallback: '30',
    from: 6,
    to: 300,
  }),
}
