import { type Sequence, targetAssessed, targetDeclared } from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import { aDeclaration, anAssessment } from '@shixu/testkit'
import { freshDatabase } from '@shixu/testkit/postgres'
import { sql } from 'kysely'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { openPostgres } from '../database.ts'
import { migrate } from '../migrate.ts'
import { createLedger } from './ledger.ts'

const REGION = '999901'
const server = inject('postgresUrl')

const assessed = (sequence: Sequence) => targetAssessed({ assessment: anAssessment({ asOf: `2024-06-${20 + sequence[2]}` }), overdue: false, sequence })

const log: readonly Recorded[] = [targetDeclared(aDeclaration(), '1'), assessed([0, 5, 0]), assessed([0, 5, 1]), assessed([0, 5, 2])].map((event, offset) => ({
  topic: event.topic,
  partition: 0,
  offset,
  event,
}))

describe.skipIf(server === undefined)('Judgements that are copied into PostgreSQL', () => {
  const opened = async () => {
    const url = await freshDatabase(String(server))
    const open = () => {
      const db = openPostgres(url)
      onTestFinished(() => db.destroy())
      return db
    }
    const db = open()
    await migrate(db)
    const kept = async () => (await sql<{ n: number }>`select count(*) as n from assessment`.execute(db)).rows[0]?.n
    return { db, open, kept, ledger: createLedger(db) }
  }

  /** Ends the connection that waits for what another holds. */
  const killWhoWaits = async (db: Awaited<ReturnType<typeof opened>>['db']): Promise<void> => {
    const waiting = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    while ((await waiting.execute(db)).rows.length === 0) await new Promise(setImmediate)
  }

  it('leave nothing of a batch whose connection is lost in the middle, and are all there once it is read again', async () => {
    const { open, ledger, kept } = await opened()
    const other = open()
    const refused = await other.transaction().execute(async (trx) => {
      await sql`lock table target in exclusive mode`.execute(trx)
      const recording = ledger.record(log).catch((thrown: unknown) => thrown)
      await killWhoWaits(trx)
      return recording
    })
    expect(refused).toBeInstanceOf(Error)
    expect(await kept()).toBe(0)
    await ledger.record(log)
    expect(await kept()).toBe(3)
  })

  it('are written by two at once without harm to either', async () => {
    const { open, ledger, kept } = await opened()
    const zombie = createLedger(open())
    await Promise.all([ledger.record(log), zombie.record(log), zombie.record(log.slice(2)), ledger.record(log.slice(1, 3))])
    expect(await kept()).toBe(3)
    expect(await ledger.assessmentsOf(REGION, 2024)).toMatchObject([{ sequence: [0, 5, 2] }])
  })
})
