import { list, maybe, oneOf, type Setting, text, wholeNumber } from '@shixu/runtime'

/** Where the registries are, for whoever reads them. */
export const SEEDS = { seeds: text({ name: 'SHIXU_SEEDS', purpose: 'the folder whose folders are the registries of regions and years', fallback: 'seeds' }) }

/** What every process has. */
export const houseSettings = (port: number, level: 'warn' | 'info') => ({
  host: text({ name: 'SHIXU_HOST', purpose: 'the address that metrics and health are served at', fallback: '127.0.0.1' }),
  port: wholeNumber({ name: 'SHIXU_PORT', purpose: 'the port of metrics and health; 0 takes a free one', fallback: String(port), from: 0, to: 65_535 }),
  logLevel: oneOf({
    name: 'SHIXU_LOG_LEVEL',
    purpose: 'what is logged to standard error',
    fallback: level,
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
  purpose: 'PostgreSQL 14 or later, for what ingest, notifier and ledger remember; all of them have the same',
  secret: true,
  read: (given) => (DATABASE_URL.test(given) ? { value: given } : { wanted: 'postgres://user:password@host:5432/database' }),
}

/** For whoever keeps something in tables. */
export const DATABASE = { databaseUrl }

/** For whoever is led by files of people to be told. */
export const MAIL = {
  maildir: maybe({ name: 'SHIXU_MAILDIR', purpose: 'the folder in which each bureau has a Maildir of its own; empty: the channel `maildir` is off' }),
}
