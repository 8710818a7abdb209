import { targetKey } from '@shixu/domain'
import { anAssessment, aTarget } from '@shixu/testkit'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openPostgres, openSqlite } from '../database.ts'
import { createLedger } from '../ledger/ledger.ts'
import { partsOf } from '../ledger/parts.ts'
import { migrate } from '../migrate.ts'
import { MIGRATIONS } from '../migrations.ts'
import { putRows } from '../put-rows.ts'

const BEFORE = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '003'))

/** A judgement as it stood in the table before: its body was all of it. */
const oldRow = (period: string | null, offset: number) => {
  const body = { assessment: anAssessment({ period, light: 'yellow', pMiss: 0.1 + 0.2 }), overdue: true, sequence: [0, offset, 1] }
  const parts = { ...partsOf(targetKey(aTarget())), id: `invented ${offset}`, period, body: JSON.stringify(body) }
  return { ...parts, as_of: 'x', light: 'x', method: 'x', reason_code: 'x', overdue: 0, seq_partition: 0, seq_offset: offset, seq_ordinal: 1 }
}

onBothDatabases('A ledger that an older version has filled', { sqlite: openSqlite, postgres: openPostgres }, (open) => {
  it('keeps all its judgements, and its views are made anew', async () => {
    const db = await open()
    await migrate(db, BEFORE)
    const rows = [oldRow(null, 1), oldRow('2024-04', 2), oldRow('2024-04', 3)]
    await putRows(db, 'assessment', { rows, onConflict: 'keep' })
    await sql`create view target_now as select target, light from assessment_now`.execute(db)
    await migrate(db)
    const [grey, , april] = rows.map(({ body }) => JSON.parse(body))
    expect(await createLedger(db).assessmentsOf('999901', 2024)).toEqual([grey, april])
    const { rows: kept } = await sql`select period, seq_offset, light from assessment order by seq_offset`.execute(db)
    expect(kept).toEqual([
      { period: '-', seq_offset: 1, light: 'yellow' },
      { period: '2024-04', seq_offset: 2, light: 'yellow' },
      { period: '2024-04', seq_offset: 3, light: 'yellow' },
    ])
    expect((await sql`select year_outcome from target_curve`.execute(db)).rows).toEqual([])
  })
})
