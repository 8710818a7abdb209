import { KAFKA_SETTINGS } from '@shixu/adapters/kafka'
import { type Setting, type Values, wholeNumber } from '@shixu/runtime'
import { DATABASE, GROUP, houseSettings, SEEDS } from '@shixu/service'

const apiToken: Setting<string> = {
  name: 'SHIXU_API_TOKEN',
  purpose: 'a token of the installation itself for the API, which may read everything: at least 32 letters and digits; empty is none',
  fallback: '',
  secret: true,
  read: (given) => (given === '' || /^[\x21-\x7e]{32,200}$/u.test(given) ? { value: given } : { wanted: '32 to 200 characters without a space' }),
}

/** For whoever serves the API. */
export const API_SETTINGS = {
  apiToken,
  apiPerMinute: wholeNumber({
    name: 'SHIXU_API_PER_MINUTE',
    purpose: 'requests to the API that one caller may make in a minute',
    fallback: '600',
    from: 1,
    to: 1_000_000,
  }),
}

const readerPassword: Setting<string> = {
  name: 'SHIXU_READER_PASSWORD',
  purpose:
    'where given, the ledger makes the role shixu_reader with it, which sees the views and nothing else; its own user then needs CREATEROLE. Empty leaves roles alone',
  fallback: '',
  secret: true,
  read: (given) => (given === '' || /^[\x20-\x7e]{12,200}$/u.test(given) ? { value: given } : { wanted: 'at least 12 characters' }),
}

/** For whoever lets others ask by SQL. */
export const READER_SETTINGS = { readerPassword }

/** Every setting of the ledger. */
export const SETTINGS = { ...houseSettings({ port: 8404 }), ...SEEDS, ...API_SETTINGS, ...READER_SETTINGS, ...KAFKA_SETTINGS, ...GROUP, ...DATABASE }

export type Settings = Values<typeof SETTINGS>
