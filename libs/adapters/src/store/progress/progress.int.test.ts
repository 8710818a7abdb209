import { onBothDatabases } from '@shixu/testkit/both-databases'
import { progressContract } from '@shixu/testkit/progress-contract'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openPostgres, openSqlite } from '../database.ts'
import { migrate } from '../migrate.ts'
import { createProgress } from './create-progress.ts'

onBothDatabases('the progress', { sqlite: openSqlite, postgres: openPostgres }, (open, kind) => {
  progressContract(kind, async () => {
    const db = await open()
    await migrate(db)
    // A file belongs to one process, which opens it once.
    return async () => createProgress(kind === 'postgres' ? await open() : db)
  })

  it('forgets what nobody has touched for two months', async () => {
    const db = await open()
    await migrate(db)
    const progress = createProgress(db)
    await progress.begin({ channel: 'a', message: 'old' }, [])
    await sql`update channel_progress set changed_at = changed_at - 61 * 24 * 3600000.0`.execute(db)
    await progress.begin({ channel: 'a', message: 'new' }, [])
    const { rows } = await sql`select message from channel_progress`.execute(db)
    expect(rows).toEqual([{ message: 'new' }])
  })
})
