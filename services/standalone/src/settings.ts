import { API_SETTINGS } from '@shixu/ledger'
import { readEnv, text, wholeNumber } from '@shixu/runtime'
import { FAR_CHANNELS, houseSettings, METRICS_REGIONS, SEEDS } from '@shixu/service'

/** Every setting of the one-process house. `docs/configuration.md` is made from this. */
export const SETTINGS = {
  ...SEEDS,
  state: text({ name: 'SHIXU_STATE', purpose: 'the folder that keeps the state, one folder a registry in it', fallback: 'var' }),
  ...houseSettings({ port: 8400, logLevel: 'warn' }),
  ...API_SETTINGS,
  ...METRICS_REGIONS,
  ...FAR_CHANNELS,
  partitions: wholeNumber({ name: 'SHIXU_PARTITIONS', purpose: 'partitions of the embedded log, fixed when it is made', fallback: '4', from: 1, to: 256 }),
}

export type Settings = ReturnType<typeof readSettings>

/** Throws one `EnvironmentFault` with all problems. */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>) => readEnv(SETTINGS, environment)
