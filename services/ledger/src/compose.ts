import { RECORDER } from '@shixu/pipeline'
import { type Stage, wallClock } from '@shixu/runtime'
import { type House, withLog, withStores } from '@shixu/service'
import type { Settings } from './config.ts'
import { createLedgerService } from './ledger-service.ts'

/** The ledger on Kafka and PostgreSQL: any number of them share the partitions. */
export const compose = (house: House<Settings>): readonly Stage[] => [
  withStores(house, (stores) => [withLog(house, (log) => log.working(RECORDER, createLedgerService({ ...house, ...stores, calendar: wallClock })))]),
]
