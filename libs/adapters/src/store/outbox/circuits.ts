import { type Circuit, circuitAfter, circuitProbed, soundCircuit } from '@shixu/domain'
import type { Outbox } from '@shixu/pipeline/ports'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { forUpdate } from '../dialect.ts'
import type { OutboxTables } from './tables.ts'

type Db = Kysely<OutboxTables>

export const outboxCircuits = (db: Db): Outbox['circuits'] => ({
  look: async () => (await db.selectFrom('outbox_circuit').selectAll().where('failed', '!=', '[]').execute()).map(circuitOf),
  note: async (tried) => {
    // Nearly every try works on a channel that is sound: then there is nothing to write, nor to lock.
    if (tried.worked && (await isSound(db, tried.channel))) return null
    return db.transaction().execute(async (trx) => {
      const before = await held(trx, tried.channel)
      const after = circuitAfter(before, tried)
      await keep(trx, after)
      return { before, after }
    })
  },
  probe: ({ channel, now }) =>
    db.transaction().execute(async (trx) => {
      const before = await held(trx, channel)
      if (before.trippedAt === null || now < (before.probeAt ?? now)) return false
      await keep(trx, circuitProbed(before, now))
      return true
    }),
})

const isSound = async (db: Db, channel: string): Promise<boolean> =>
  (await db.selectFrom('outbox_circuit').select('channel').where('channel', '=', channel).where('failed', '!=', '[]').executeTakeFirst()) === undefined

/** The row, which is made where there is none, and this transaction's until it ends. */
const held = async (trx: Transaction<OutboxTables>, channel: string): Promise<Circuit> => {
  await trx
    .insertInto('outbox_circuit')
    .values(rowOf(soundCircuit(channel)))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return circuitOf(await forUpdate(trx, trx.selectFrom('outbox_circuit').selectAll().where('channel', '=', channel)).executeTakeFirstOrThrow())
}

const keep = async (trx: Transaction<OutboxTables>, circuit: Circuit): Promise<void> => {
  const { channel, ...rest } = rowOf(circuit)
  await trx.updateTable('outbox_circuit').set(rest).where('channel', '=', channel).execute()
}

const rowOf = ({ channel, failed, since, trippedAt, probeAt, probes, code, text }: Circuit): OutboxTables['outbox_circuit'] => ({
  channel,
  failed: JSON.stringify(failed),
  since,
  tripped_at: trippedAt,
  probe_at: probeAt,
  probes,
  code,
  text,
})

const circuitOf = (row: Selectable<OutboxTables['outbox_circuit']>): Circuit => ({
  channel: row.channel,
  failed: JSON.parse(row.failed) as string[],
  since: row.since,
  trippedAt: row.tripped_at,
  probeAt: row.probe_at,
  probes: row.probes,
  code: row.code,
  text: row.text,
})
