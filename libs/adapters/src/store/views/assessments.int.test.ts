import { targetAssessed, targetDeclared } from '@shixu/domain'
import { aDeclaration, anAssessment } from '@shixu/testkit'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openPostgres, openSqlite } from '../database.ts'
import { createLedger } from '../ledger/ledger.ts'
import { migrate } from '../migrate.ts'

onBothDatabases('The history of judgements', { sqlite: openSqlite, postgres: openPostgres }, (open) => {
  it('keeps what was said of a period before a revision, beside how the year ended', async () => {
    const db = await open()
    await migrate(db)
    const assessed = (offset: number, over: Parameters<typeof anAssessment>[0]) =>
      targetAssessed({ assessment: anAssessment(over), overdue: false, sequence: [0, offset, 0] })
    const events = [
      targetDeclared(aDeclaration(), '1'),
      assessed(1, { period: '2024-04', pMiss: 0.8 }),
      assessed(2, { period: '2024-04', pMiss: 0.3 }),
      assessed(3, { period: '2024-12', pMiss: null, outcome: 'unknown' }),
      assessed(4, { period: '2024-12', pMiss: null, outcome: 'missed' }),
    ]
    await createLedger(db).record(events.map((event, offset) => ({ topic: event.topic, partition: 0, offset, event })))
    const { rows } = await sql`select period, p_miss, outcome, year_outcome from assessment_history order by seq_offset`.execute(db)
    expect(rows).toEqual([
      { period: '2024-04', p_miss: 0.8, outcome: null, year_outcome: 'missed' },
      { period: '2024-04', p_miss: 0.3, outcome: null, year_outcome: 'missed' },
      { period: '2024-12', p_miss: null, outcome: 'unknown', year_outcome: 'missed' },
      { period: '2024-12', p_miss: null, outcome: 'missed', year_outcome: 'missed' },
    ])
  })
})
