import { freshDatabase } from '@shixu/testkit/postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { fillFromReplay } from './replayed-ledger.ts'

const server = inject('postgresUrl')

describe.skipIf(server === undefined)('The views over the replay of 2024, in PostgreSQL', () => {
  let client: pg.Client

  beforeAll(async () => {
    const url = await freshDatabase(String(server))
    await fillFromReplay('wuhan-2024', url)
    client = new pg.Client({ connectionString: url })
    await client.connect()
  }, 180_000)
  afterAll(() => client?.end())

  const ask = async (text: string, ...values: readonly unknown[]) => (await client.query(text, [...values])).rows

  it('each have a comment, and so has each of their columns', async () => {
    const rows = await ask(`select c.relname || coalesce('.' || a.attname, '') as what from pg_class c
      join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
      left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relkind = 'v' and (obj_description(c.oid) is null or coalesce(col_description(c.oid, a.attnum), '') = '')`)
    expect(rows).toEqual([])
  })

  it('show the curve of foreign trade: the light, what was due, and the moment of each period', async () => {
    const rows = await ask(`select period, light, pace_due, value, lead_bureau_name, unit, to_char(period_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at
      from target_curve where target = '420100/2024/foreign-trade' and period <= '2024-06' order by period`)
    expect(rows.map(({ period, light }) => `${period} ${light}`)).toEqual(['2024-03 green', '2024-04 green', '2024-05 yellow', '2024-06 green'])
    expect(rows[0]).toMatchObject({ pace_due: 8, lead_bureau_name: '武汉市商务局', unit: '%', at: '2024-03-30 16:00' })
  })

  it('show where targets stand, why, and in which unit the report says it', async () => {
    const [missed] = await ask(`select light, outcome, reason_zh, target_value, region_name from target_now where target_id = 'fixed-asset-investment'`)
    expect(missed).toMatchObject({ light: 'red', outcome: 'missed', target_value: 8, region_name: '武汉市' })
    expect(missed.reason_zh).toContain('3.1%')
    const [shown] = await ask(`select value / per_shown as value, unit_shown, last_year from target_now where target_id = 'market-entities'`)
    expect(shown).toEqual({ value: 236.25, unit_shown: '万户', last_year: 2_060_000 })
  })

  it('tell the life of an alert and who heard of it', async () => {
    const life = await ask(`select day, event, step from alert_history where target_id = 'fixed-asset-investment' order by day`)
    expect(life.map(({ day, event, step }) => `${day} ${event} ${step}`)).toEqual([
      '2024-05-30 raised liaison',
      '2024-06-29 escalated head',
      '2024-07-23 escalated supervision',
      '2025-01-25 closed supervision',
    ])
    const told = await ask(`select distinct day, bureau_name from delivery_of_target
      where target = '420100/2024/fixed-asset-investment' and bureau = 'statistics' and outcome = 'accepted' order by day`)
    // The year is closed on a Saturday; who is told of it hears on the next workday, a Sunday that is worked.
    expect(told.map(({ day }) => day)).toEqual(['2024-05-30', '2025-01-26'])
  })

  it('say what is owed, by whom, and what each feed brought last', async () => {
    const [owed] = await ask(
      `select count(*)::int as n, min(lead_bureau_name) as bureau, bool_and(days_late > 0) as late from release_owed where publisher_by = 'bureau'`,
    )
    expect(owed).toMatchObject({ late: true, bureau: expect.stringContaining('武汉') })
    expect(owed.n).toBeGreaterThan(50)
    const feeds = await ask(`select feed, documents::int, newest_period, today from feed_state order by feed`)
    expect(feeds.map(({ feed }) => feed)).toEqual(['wuhan-customs', 'wuhan-others', 'wuhan-statistics'])
    expect(feeds[1]).toMatchObject({ documents: 17, newest_period: '2025-10', today: '2025-10-13' })
  })

  it('count the targets of a bureau as target_now does', async () => {
    const [sums] = await ask('select sum(targets)::int as targets, sum(red)::int as red from bureau_now')
    const [now] = await ask(`select count(*)::int as targets, count(*) filter (where light = 'red')::int as red from target_now`)
    expect(sums).toEqual(now)
  })
})
