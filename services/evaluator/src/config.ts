import { KAFKA_SETTINGS } from '@shixu/adapters/kafka'
import type { Values } from '@shixu/runtime'
import { GROUP, houseSettings, METRICS_REGIONS } from '@shixu/service'

/** Every setting of the evaluator. It keeps nothing but what the log keeps, and so needs no database. */
export const SETTINGS = { ...houseSettings({ port: 8402 }), ...KAFKA_SETTINGS, ...GROUP, ...METRICS_REGIONS }

export type Settings = Values<typeof SETTINGS>
