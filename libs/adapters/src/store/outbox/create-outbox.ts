import type { Outbox } from '@shixu/pipeline/ports'
import type { Database } from '../database.ts'
import { outboxCircuits } from './circuits.ts'
import { outboxDeliveries } from './deliveries.ts'
import { outboxDues } from './dues.ts'
import { outboxNotices } from './notices.ts'
import type { OutboxTables } from './tables.ts'

/** The notifier's tables. On PostgreSQL any number of notifiers share them; a file belongs to one process. */
export const createOutbox = (db: Database): Outbox => {
  const tables = db.$extendTables<OutboxTables>()
  return { dues: outboxDues(tables), notices: outboxNotices(tables), circuits: outboxCircuits(tables), deliveries: outboxDeliveries(tables) }
}
