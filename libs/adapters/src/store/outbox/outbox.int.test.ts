import { aDue, aNoticeOf } from '@shixu/testkit'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { outboxContract } from '@shixu/testkit/outbox-contract'
import { expect, it } from 'vitest'
import { type Database, openPostgres, openSqlite } from '../database.ts'
import { migrate } from '../migrate.ts'
import { createOutbox } from './create-outbox.ts'
import type { OutboxTables } from './tables.ts'

const READY = { day: '2024-06-20', now: 1_000, graceMs: 0 } as const

onBothDatabases('the outbox', { sqlite: openSqlite, postgres: openPostgres }, (open, kind) => {
  const started = async (): Promise<Database> => {
    const db = await open()
    await migrate(db)
    return db
  }
  outboxContract(
    'outbox',
    async () => {
      await started()
      return async () => createOutbox(await open())
    },
    { shared: kind === 'postgres' },
  )

  it('does not balance where a notice is gone, so that somebody looks', async () => {
    const db = await started()
    const outbox = createOutbox(db)
    await outbox.dues.add([aDue(), aDue({ event: 'event-2' })], 1_000)
    await outbox.dues.gather(READY, (dues) => [aNoticeOf(dues)])
    await db.$extendTables<OutboxTables>().deleteFrom('outbox_notice').execute()
    expect(await outbox.deliveries.balance()).toEqual({ due: 2, accepted: 0, refused: 0, dead: 0, unknown: 0, superseded: 0, waiting: 0 })
  })

  if (kind === 'postgres') return

  it('takes the lease of a process that is gone at once: a file has one process', async () => {
    const outbox = createOutbox(await started())
    await outbox.dues.add([aDue()], 1_000)
    await outbox.dues.gather(READY, (dues) => [aNoticeOf(dues)])
    await outbox.notices.lease({ holder: 'before the crash', now: 2_000, forMs: 60_000, limit: 1 })
    const [leased] = await outbox.notices.lease({ holder: 'after it', now: 2_001, forMs: 60_000, limit: 1 })
    expect(leased?.standing.unknowns).toBe(1)
  })
})
