import {
  alertChanged,
  type Delivery,
  deliveryRecorded,
  type Event,
  observationPublished,
  type Sequence,
  targetAssessed,
  targetKey,
  targetWithdrawn,
} from '@shixu/domain'
import type { Recorded, WholeLog } from '@shixu/pipeline/ports'
import { aCommand, aDeclaration, anAlert, anAssessment, anObservation, aTarget, facts } from '@shixu/testkit'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { type Database, openPostgres, openSqlite } from '../../database.ts'
import { migrate } from '../../migrate.ts'
import { createLedger } from '../ledger.ts'
import { rebuildFromLog } from './rebuild-from-log.ts'
import { KEYS, TABLES } from './twins.ts'

const REGION = '999901'
const FAIR = aTarget({ id: 'invented-fair' })

const assessed = (sequence: Sequence, over: Parameters<typeof anAssessment>[0] = {}) =>
  targetAssessed({ assessment: anAssessment(over), overdue: false, sequence })

const raised = alertChanged({
  ...{ type: 'raised', why: 'turned-red', day: '2024-06-20', alert: anAlert(), sequence: [0, 4, 0], subject: aTarget() },
  assessment: anAssessment({ light: 'red' }),
})

const DELIVERY: Delivery = {
  ...{ notice: 'notice-1', attempt: 1, channel: 'memory', recipient: '999901/commerce/liaison', bureau: 'commerce', day: '2024-06-20' },
  ...{ subject: '虚构', covers: [raised.id, 'another'], outcome: 'accepted', code: '250', text: 'OK', durationMs: 1.5 },
}

const EVENTS: readonly Event[] = [
  facts.declared(),
  facts.declared(aDeclaration(FAIR)),
  observationPublished(anObservation({ value: 8 })),
  observationPublished(anObservation({ value: 8.5 })),
  observationPublished(anObservation({ published: '2024-08-20', value: 9 })),
  targetWithdrawn(targetKey(FAIR), '2'),
  facts.commanded(aCommand()),
  facts.day('2024-06-20'),
  assessed([0, 2, 0], { period: '2024-04' }),
  assessed([0, 3, 0], { light: 'yellow' }),
  assessed([0, 4, 1], { light: 'red' }),
  raised,
  deliveryRecorded(REGION, DELIVERY),
]

const recorded = (events: readonly Event[], from = 0): readonly Recorded[] =>
  events.map((event, index) => ({ topic: event.topic, partition: 0, offset: from + index, event }))

const LOG = recorded(EVENTS)

/** A log that hands over what is in it, a few at a time. `before` is waited for at each call. */
const logOf = (records: readonly Recorded[], before: (call: number) => Promise<void> = async () => undefined): WholeLog => {
  let [next, calls] = [0, 0]
  return {
    catchUp: async (take) => {
      calls += 1
      await before(calls)
      for (; next < records.length; next += 3) await take(records.slice(next, next + 3))
    },
  }
}

const quiet = () => undefined

/** Every row of every table. */
const everything = async (db: Database) => {
  const tables = await Promise.all(
    TABLES.map(async (table) => {
      const { rows } = await sql`select * from ${sql.table(table)} order by ${sql.join(KEYS[table].map((name) => sql.ref(name)))}`.execute(db)
      return [table, rows] as const
    }),
  )
  return Object.fromEntries(tables)
}

/** What hands can do to a table: rows are gone, or garbled in any column but the key. The highest offset would beat all that is honest. */
const DAMAGE = [
  `update vintage set value = -1, log_offset = 99999999 where published = '2024-08-20'`,
  `delete from vintage where published <> '2024-08-20'`,
  `update target_version set body = '{}', name_zh = 'x'`,
  'delete from command',
  `update assessment set light = 'green', body = 'nonsense'`,
  `update assessment set seq_offset = 99999999 where period = '2024-04'`,
  `update alert_event set body = 'nonsense', status = 'over'`,
  `update delivery set outcome = 'refused', covers = '[]'`,
  `update delivery_cover set alert_event = 'garbled' where alert_event = 'another'`,
  `update target set name_zh = 'x', withdrawn = 1 - withdrawn, log_offset = 99999999`,
  'delete from indicator',
]

const damage = async (db: Database): Promise<void> => {
  for (const statement of DAMAGE) await sql.raw(statement).execute(db)
}

onBothDatabases('A ledger rebuilt from the log', { sqlite: openSqlite, postgres: openPostgres }, (open, kind) => {
  const project = async (): Promise<Database> => {
    const db = await open()
    await migrate(db)
    await createLedger(db).record(LOG)
    return db
  }

  it('is as if nobody had ever laid hands on it, and says what was wrong', async () => {
    const db = await project()
    const undisturbed = await everything(db)
    expect(Object.values(undisturbed).map((rows) => rows.length)).toEqual([2, 3, 1, 1, 1, 2, 3, 1, 2])
    await damage(db)
    expect(await everything(db)).not.toEqual(undisturbed)

    const told: number[] = []
    const rebuilt = await rebuildFromLog(db, logOf(LOG), (records) => told.push(records))
    expect(await everything(db)).toEqual(undisturbed)
    expect(rebuilt).toEqual({
      records: EVENTS.length,
      unreadable: 0,
      lost: 0,
      tables: [
        { table: 'vintage', rows: 2, restored: 1, mended: 1, removed: 0, kept: 0 },
        { table: 'target_version', rows: 3, restored: 0, mended: 3, removed: 0, kept: 0 },
        { table: 'command', rows: 1, restored: 1, mended: 0, removed: 0, kept: 0 },
        { table: 'assessment', rows: 3, restored: 1, mended: 2, removed: 1, kept: 0 },
        { table: 'alert_event', rows: 1, restored: 0, mended: 1, removed: 0, kept: 0 },
        { table: 'delivery', rows: 1, restored: 0, mended: 1, removed: 0, kept: 0 },
        { table: 'delivery_cover', rows: 2, restored: 1, mended: 0, removed: 1, kept: 0 },
        { table: 'target', rows: 2, restored: 0, mended: 2, removed: 0, kept: 0 },
        { table: 'indicator', rows: 1, restored: 1, mended: 0, removed: 0, kept: 0 },
      ],
    })
    expect(told.at(-1)).toBe(EVENTS.length)
  })

  it('is left alone where nothing is wrong with it', async () => {
    const db = await project()
    const undisturbed = await everything(db)
    const { tables } = await rebuildFromLog(db, logOf(LOG), quiet)
    expect(tables.map(({ restored, mended, removed, kept }) => restored + mended + removed + kept)).toEqual(TABLES.map(() => 0))
    expect(await everything(db)).toEqual(undisturbed)
  })

  it('is filled where it was empty', async () => {
    const whole = await everything(await project())
    const db = await open()
    for (const table of TABLES) await sql`delete from ${sql.table(table)}`.execute(db)
    await rebuildFromLog(db, logOf(LOG), quiet)
    expect(await everything(db)).toEqual(whole)
  })

  it('keeps what the log no longer has, and what stands by it', async () => {
    const db = await project()
    const undisturbed = await everything(db)
    // As if compaction and age had taken all but the newest version of a withdrawn target, one judgement that a later one beats, and the delivery.
    const left = [5, 7, 10, 11].map((at) => LOG[at]!)
    await sql`delete from target`.execute(db)
    const { tables } = await rebuildFromLog(db, logOf(left), quiet)
    expect(await everything(db)).toEqual(undisturbed)
    expect(Object.fromEntries(tables.map(({ table, kept }) => [table, kept]))).toEqual({
      ...{
        vintage: 2,
        target_version: 2,
        command: 1,
        assessment: 2,
        alert_event: 0,
        delivery: 1,
        delivery_cover: 2,
        target: 0,
        indicator: 0,
      },
    })
  })

  it('says what neither it nor the log has any more', async () => {
    const db = await project()
    await sql`update assessment set body = 'nonsense' where period = '2024-04'`.execute(db)
    const poison: Recorded = { topic: 'facts', partition: 0, offset: 99, event: null, unreadable: { key: 'k', reason: 'broken', bytes: new Uint8Array() } }
    const left = [...LOG.filter(({ event }) => event?.id !== LOG[8]?.event?.id), poison]
    expect(await rebuildFromLog(db, logOf(left), quiet)).toMatchObject({ lost: 1, unreadable: 1 })
  })

  it('is read as it was until all of it is new, and takes in at once what was written meanwhile', async () => {
    const db = await project()
    const reader = await open()
    const undisturbed = await everything(db)
    await damage(db)
    const damaged = await everything(reader)
    const late = recorded([assessed([0, 8, 0], { light: 'green' })], EVENTS.length)
    const writing: Promise<unknown>[] = []
    const seen: unknown[] = []
    const log = logOf([...LOG, ...late], async (call) => {
      seen.push(await everything(reader))
      // SQLite's writers wait for one another by standing still, which a second one in this process may not.
      if (call === 2 && kind === 'postgres') writing.push(createLedger(reader).record(recorded([assessed([0, 9, 0], { light: 'yellow' })], EVENTS.length + 1)))
      if (call === 2) seen.push(await everything(await open()))
    })
    await rebuildFromLog(db, log, quiet)
    expect(seen).toEqual([damaged, damaged, damaged])
    await Promise.all(writing)
    if (kind === 'sqlite') await createLedger(reader).record(recorded([assessed([0, 9, 0], { light: 'yellow' })], EVENTS.length + 1))
    await createLedger(db).record(late)
    const after = await everything(reader)
    expect({ ...after, assessment: null }).toEqual({ ...undisturbed, assessment: null })
    expect(after.assessment).toHaveLength(5)
    const { rows: now } = await sql`select period, light from target_curve order by period`.execute(reader)
    expect(now).toEqual([
      { period: '2024-04', light: 'green' },
      { period: '2024-05', light: 'yellow' },
    ])
  })

  it('is as it was where the log breaks off, and leaves nothing behind', async () => {
    const db = await project()
    await damage(db)
    const damaged = await everything(db)
    for (const last of [1, 2]) {
      const broken = logOf(LOG, async (call) => {
        if (call === last) throw new Error('the brokers are gone')
      })
      await expect(rebuildFromLog(db, broken, quiet)).rejects.toThrow('the brokers are gone')
      expect(await everything(db)).toEqual(damaged)
    }
  })
})
