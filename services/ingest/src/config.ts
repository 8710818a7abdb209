import { KAFKA_SETTINGS } from '@shixu/adapters/kafka'
import type { Values } from '@shixu/runtime'
import { DATABASE, houseSettings, SEEDS } from '@shixu/service'

/** Every setting of ingest. */
export const SETTINGS = { ...houseSettings({ port: 8401 }), ...KAFKA_SETTINGS, ...DATABASE, ...SEEDS }

export type Settings = Values<typeof SETTINGS>
