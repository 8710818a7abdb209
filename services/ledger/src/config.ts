import { KAFKA_SETTINGS } from '@shixu/adapters/kafka'
import type { Values } from '@shixu/runtime'
import { DATABASE, GROUP, houseSettings, SEEDS } from '@shixu/service'

/** Every setting of the ledger. */
export const SETTINGS = { ...houseSettings({ port: 8404 }), ...SEEDS, ...KAFKA_SETTINGS, ...GROUP, ...DATABASE }

export type Settings = Values<typeof SETTINGS>
