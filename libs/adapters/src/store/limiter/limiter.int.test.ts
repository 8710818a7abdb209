import { onBothDatabases } from '@shixu/testkit/both-databases'
import { limiterContract } from '@shixu/testkit/limiter-contract'
import { openPostgres, openSqlite } from '../database.ts'
import { migrate } from '../migrate.ts'
import { createLimiter } from './limiter.ts'

onBothDatabases('the limiter', { sqlite: openSqlite, postgres: openPostgres }, (open, kind) => {
  limiterContract('limiter', async () => {
    const db = await open()
    await migrate(db)
    // A file belongs to one process, which opens it once.
    return async () => createLimiter(kind === 'postgres' ? await open() : db)
  })
})
