import { list, oneOf, readEnv, text, wholeNumber } from '@shixu/runtime'

/** Every setting of the one-process house. `docs/configuration.md` is made from this. */
export const SETTINGS = {
  seeds: text({ name: 'SHIXU_SEEDS', purpose: 'the folder whose folders are the registries of regions and years', fallback: 'seeds' }),
  state: text({ name: 'SHIXU_STATE', purpose: 'the folder that keeps the state, one folder a registry in it', fallback: 'var' }),
  host: text({ name: 'SHIXU_HOST', purpose: 'the address that metrics and health are served at', fallback: '127.0.0.1' }),
  port: wholeNumber({ name: 'SHIXU_PORT', purpose: 'the port of metrics and health; 0 takes a free one', fallback: '8400', from: 0, to: 65_535 }),
  logLevel: oneOf({
    name: 'SHIXU_LOG_LEVEL',
    purpose: 'what is logged to standard error',
    fallback: 'warn',
    words: ['debug', 'info', 'warn', 'error', 'silent'],
  }),
  metricsRegions: list({
    name: 'SHIXU_METRICS_REGIONS',
    purpose: 'region codes that have series of each target; empty is all, up to 50 regions, and none beyond that',
    fallback: '',
  }),
  partitions: wholeNumber({ name: 'SHIXU_PARTITIONS', purpose: 'partitions of the embedded log, fixed when it is made', fallback: '4', from: 1, to: 256 }),
}

export type Settings = ReturnType<typeof readSettings>

/** Throws one `EnvironmentFault` with all problems. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>) => readEnv(SETTINGS, environment)
