import type { Kysely } from 'kysely'
import { dropOwn, makeOwn, type Twin } from '../../dialect.ts'
import { JUDGEMENT_KEY } from '../judgements.ts'
import type { LedgerTables } from '../tables.ts'

/** Every table that the log fills, with its key, in the order in which a batch writes to them: whoever locks them in another one and a ledger would wait for each other. */
export const KEYS = {
  vintage: ['key'],
  target_version: ['target', 'log_offset'],
  command: ['id'],
  alert_event: ['id'],
  delivery: ['id'],
  delivery_cover: ['alert_event', 'delivery'],
  assessment: JUDGEMENT_KEY,
  indicator: ['region', 'indicator'],
  target: ['region', 'year', 'target'],
} as const satisfies { readonly [T in keyof LedgerTables]: readonly (keyof LedgerTables[T])[] }

export type Table = keyof typeof KEYS
export const TABLES = Object.keys(KEYS) as readonly Table[]

/** The ledger that everybody sees beside the one that is projected anew. */
export type Twins = Readonly<Record<Table, Twin>>

/** Works beside an empty ledger that this connection alone has, by the ordinary names. However it ends nothing of that stays. */
export const withTwins = async <T>(connection: Kysely<object>, work: (twins: Twins) => Promise<T>): Promise<T> => {
  try {
    const twins: Partial<Record<Table, Twin>> = {}
    for (const table of TABLES) twins[table] = await makeOwn(connection, table)
    return await work(twins as Twins)
  } finally {
    for (const table of TABLES) await dropOwn(connection, table)
  }
}
