import type { Event } from '@shixu/domain'
import { observationPublished, targetAssessed, targetDeclared, targetKey, targetWithdrawn } from '@shixu/domain'
import { aDeclaration, anAssessment, anIndicator, anObservation, aTarget } from '@shixu/testkit'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openPostgres, openSqlite } from '../database.ts'
import { sqlWords } from '../dialect.ts'
import { createLedger } from '../ledger/ledger.ts'
import { migrate } from '../migrate.ts'
import { viewsOf } from './views.ts'

type Row = Record<string, unknown>

onBothDatabases('The views', { sqlite: openSqlite, postgres: openPostgres }, (open, kind) => {
  const filled = async (events: readonly Event[]) => {
    const db = await open()
    await migrate(db)
    await createLedger(db).record(events.map((event, offset) => ({ topic: event.topic, partition: 0, offset, event })))
    return { db, rows: async (text: string) => (await sql<Row>`${sql.raw(text)}`.execute(db)).rows }
  }

  const assessed = (offset: number, over: Parameters<typeof anAssessment>[0]) =>
    targetAssessed({ assessment: anAssessment(over), overdue: false, sequence: [0, offset, 0] })

  it('can all be read, whole, and have the columns that they promise', async () => {
    const { db, rows } = await filled([targetDeclared(aDeclaration(), '1'), assessed(1, {})])
    for (const { name, columns } of viewsOf(sqlWords(db))) {
      const [found] = await rows(`select count(*) as n from (select * from ${name}) as whole`)
      expect(Number(found?.n), name).toBeGreaterThanOrEqual(0)
      await rows(`select ${Object.keys(columns).join(', ')} from ${name}`)
    }
  })

  it('show the newest judgement of a target by sequence, with the light before, and nothing of one that was withdrawn', async () => {
    const gone = aTarget({ id: 'invented-fair' })
    const { rows } = await filled([
      targetDeclared(aDeclaration(), '1'),
      targetDeclared(aDeclaration(gone), '1'),
      targetWithdrawn(targetKey(gone), '2'),
      assessed(9, { light: 'red' }),
      assessed(3, { light: 'yellow' }),
      assessed(4, { period: '2024-04', light: 'yellow' }),
      assessed(2, { period: null, light: 'grey' }),
      assessed(5, { target: targetKey(gone) }),
    ])
    const now = await rows('select target_id, period, light, light_number, light_before from target_now')
    expect(now).toEqual([{ target_id: 'invented-exports', period: '2024-05', light: 'red', light_number: 3, light_before: 'yellow' }])
    expect((await rows('select period from target_curve order by period')).map(({ period }) => period)).toEqual(['2024-04', '2024-05'])
    expect(await rows(`select distinct preset from target_presets where period = '2024-05'`)).toHaveLength(8)
  })

  it('show a target grey before anything is judged', async () => {
    const { rows } = await filled([targetDeclared(aDeclaration(), '1')])
    expect(await rows('select light, period, overdue from target_now')).toEqual([{ light: 'grey', period: null, overdue: 0 }])
  })

  it("add up last year's months where they are published singly, and nothing where one is missing", async () => {
    const target = aTarget({ kind: 'amount', unit: '亿元', value: 1, valueExpanded: 1e8, unitExpanded: '元' })
    const month = (period: string, value: number) =>
      observationPublished(anObservation({ period, value, measure: 'level', coverage: 'month', unit: '元', published: '2023-06-20' }))
    const declared = targetDeclared(aDeclaration(target, { indicator: anIndicator({ unit: '元', coverage: 'month', measures: ['level'] }) }), '1')
    const { rows } = await filled([
      declared,
      assessed(1, { period: '2024-04' }),
      assessed(2, { period: '2024-06' }),
      ...[2, 3, 4].map((each) => month(`2023-0${each}`, each)),
    ])
    expect(await rows('select period, last_year, per_shown from target_curve order by period')).toEqual([
      { period: '2024-04', last_year: 9, per_shown: 1e8 },
      { period: '2024-06', last_year: null, per_shown: 1e8 },
    ])
  })

  it('number the vintages of a figure; an exact one counts before a later estimate', async () => {
    const figure = (over: Parameters<typeof anObservation>[0]) => observationPublished(anObservation({ source: 'invented-feed#x.csv:2', ...over }))
    const { rows } = await filled([
      figure({ value: 8 }),
      figure({ value: 7, published: '2024-07-20' }),
      figure({ value: 9, published: '2024-08-20', bound: 'estimate' }),
    ])
    const vintages = await rows('select value, vintage, value_before, is_newest, feed from observation_vintages order by published')
    expect(vintages.map((row) => ({ ...row, vintage: Number(row.vintage) }))).toEqual([
      { value: 8, vintage: 1, value_before: null, is_newest: 0, feed: 'invented-feed' },
      { value: 7, vintage: 2, value_before: 8, is_newest: 1, feed: 'invented-feed' },
      { value: 9, vintage: 3, value_before: 7, is_newest: 0, feed: 'invented-feed' },
    ])
  })

  it('give moments of Asia/Shanghai', async () => {
    const { rows } = await filled([observationPublished(anObservation({ period: '2024-02' }))])
    const [moment] = await rows('select period_at as at from observation_vintages')
    expect(kind === 'sqlite' ? moment?.at : (moment?.at as Date | undefined)?.getTime()).toBe(Date.parse('2024-02-29T00:00:00+08:00'))
  })
})
