import { KAFKA_SETTINGS } from '@shixu/adapters/kafka'
import type { Values } from '@shixu/runtime'
import { CHANNELS, DATABASE, GROUP, houseSettings, SEEDS } from '@shixu/service'

/** Every setting of the notifier. */
export const SETTINGS = { ...houseSettings({ port: 8403 }), ...KAFKA_SETTINGS, ...GROUP, ...DATABASE, ...SEEDS, ...CHANNELS }

export type Settings = Values<typeof SETTINGS>
