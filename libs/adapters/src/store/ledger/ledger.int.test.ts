import {
  type AlertEvent,
  alertChanged,
  because,
  type Delivery,
  deliveryRecorded,
  type Event,
  observationPublished,
  type Sequence,
  targetAssessed,
  targetDeclared,
  targetKey,
  targetWithdrawn,
} from '@shixu/domain'
import type { Recorded } from '@shixu/pipeline/ports'
import { aCommand, aDeclaration, anAlert, anAssessment, anObservation, aTarget, facts } from '@shixu/testkit'
import { onBothDatabases } from '@shixu/testkit/both-databases'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { openPostgres, openSqlite } from '../database.ts'
import { migrate } from '../migrate.ts'
import { createLedger } from './ledger.ts'

const REGION = '999901'
const TARGET = targetKey(aTarget())

const INPUT = { period: '2024-04', measure: 'level', coverage: 'ytd', value: 80_670_000_000.5, published: '2024-05-20' } as const

const recorded = (events: readonly Event[], from = 0): Recorded[] =>
  events.map((event, index) => ({ topic: event.topic, partition: 0, offset: from + index, event }))

const assessed = (sequence: Sequence, over: Parameters<typeof anAssessment>[0] = {}) =>
  targetAssessed({ assessment: anAssessment(over), overdue: false, sequence })

const alertEvent = (sequence: Sequence, over: Partial<AlertEvent> = {}): AlertEvent => ({
  type: 'raised',
  why: 'turned-red',
  day: '2024-06-20',
  alert: anAlert(),
  sequence,
  subject: aTarget(),
  assessment: anAssessment({ light: 'red' }),
  ...over,
})

const delivery = (over: Partial<Delivery> = {}): Delivery => ({
  notice: 'notice-1',
  attempt: 1,
  channel: 'memory',
  recipient: '999901/commerce/liaison',
  bureau: 'commerce',
  day: '2024-06-20',
  subject: '虚构',
  covers: [],
  outcome: 'accepted',
  code: '250',
  text: 'OK',
  durationMs: 1.5,
  ...over,
})

onBothDatabases('The ledger', { sqlite: openSqlite, postgres: openPostgres }, (open) => {
  const openLedger = async () => {
    const db = await open()
    await migrate(db)
    return createLedger(db)
  }

  it('gives every vintage back as it was published, to the last digit', async () => {
    const ledger = await openLedger()
    const figures = [
      anObservation({ value: 80_670_000_000.25, unit: '元', step: 10_000_000, written: '806.7亿元', measure: 'level' }),
      anObservation({ published: '2024-07-20', value: 0.1 + 0.2 }),
      anObservation({ published: '2024-08-20', value: -3.2, bound: 'about', reportedBy: 'commerce', evidence: '虚构文件' }),
      anObservation({ period: '2024-09', measure: 'done', value: 1, doneOn: '2024-09-01' }),
    ]
    await ledger.record(recorded(figures.map(observationPublished)))
    expect(await ledger.vintagesOf(REGION, 'invented-exports')).toEqual(figures)
    expect(await ledger.vintagesOf(REGION, 'another')).toEqual([])
  })

  it('keeps the later record of the same vintage, in whatever order they come', async () => {
    const ledger = await openLedger()
    const [first, second] = [anObservation({ value: 8 }), anObservation({ value: 9 })]
    await ledger.record(recorded([observationPublished(second)], 7))
    await ledger.record(recorded([observationPublished(first)], 3))
    expect(await ledger.vintagesOf(REGION, 'invented-exports')).toEqual([second])
    await ledger.record(recorded([observationPublished(first), observationPublished(second), observationPublished(first)], 10))
    expect(await ledger.vintagesOf(REGION, 'invented-exports')).toEqual([first])
  })

  it('knows the newest version of each target, and which were withdrawn', async () => {
    const ledger = await openLedger()
    const [kept, gone] = [aTarget(), aTarget({ id: 'invented-fair' })]
    const changed = aDeclaration(aTarget({ value: 9 }))
    const events = [
      targetDeclared(aDeclaration(kept), 'v1'),
      targetDeclared(aDeclaration(gone), 'v1'),
      targetDeclared(changed, 'v2'),
      targetWithdrawn(targetKey(gone), 'v2'),
    ]
    await ledger.record(recorded(events))
    expect(await ledger.targetsOf(REGION, 2024)).toEqual([
      { target: targetKey(kept), declared: changed },
      { target: targetKey(gone), declared: null },
    ])
    expect(await ledger.targetsOf(REGION, 2025)).toEqual([])
  })

  it('gives the newest judgement of each target and period by its sequence, not by its arrival', async () => {
    const ledger = await openLedger()
    const newest = assessed([0, 9, 1], { light: 'red' })
    const beforeAnyPeriod = assessed([0, 2, 0], { period: null, light: 'grey' })
    const april = assessed([0, 5, 0], { period: '2024-04' })
    await ledger.record(recorded([newest, assessed([0, 9, 0]), assessed([0, 3, 7]), april, beforeAnyPeriod]))
    await ledger.record(recorded([assessed([0, 8, 0], { light: 'yellow' })]))
    expect(await ledger.assessmentsOf(REGION, 2024)).toEqual([beforeAnyPeriod.data, april.data, newest.data])
  })

  it('gives a judgement back as it was made, to the last digit and letter', async () => {
    const ledger = await openLedger()
    const reason = because('not-judged', { firmness: '范围\t"x"\\n\n🚆' })
    const odd = assessed([3, 2 ** 40 + 7, 5], { pMiss: 0.1 + 0.2, done: -1e-300, paceDue: 806_700_000_000.25, forecast: null, reason, outcome: 'unknown' })
    const long = assessed([0, 1, 0], { period: '2024-04', inputs: Array.from({ length: 100 }, () => INPUT) })
    await ledger.record(recorded([odd, long]))
    expect(await ledger.assessmentsOf(REGION, 2024)).toEqual([long.data, odd.data])
  })

  it('keeps every judgement once, though a batch holds one twice or overlaps with what is there', async () => {
    const db = await open()
    await migrate(db)
    const ledger = createLedger(db)
    const [one, two, three] = [assessed([0, 1, 0]), assessed([0, 2, 0]), assessed([0, 3, 0])]
    for (const batch of [
      [one, one, two],
      [three, two],
      [one, two, three],
    ])
      await ledger.record(recorded(batch))
    const { rows } = await sql`select seq_offset from assessment order by seq_offset`.execute(db)
    expect(rows).toEqual([{ seq_offset: 1 }, { seq_offset: 2 }, { seq_offset: 3 }])
  })

  it('tells the life of an alert in order', async () => {
    const ledger = await openLedger()
    const raised = alertEvent([0, 4, 0])
    const escalated = alertEvent([0, 9, 0], { type: 'escalated', why: 'repeated', day: '2024-07-20' })
    await ledger.record(recorded([alertChanged(escalated), alertChanged(raised)]))
    const life = await ledger.alertsOf(TARGET)
    expect(life).toEqual([
      { ...raised, id: alertChanged(raised).id },
      { ...escalated, id: alertChanged(escalated).id },
    ])
    expect(await ledger.alertsOf('999901/2024/another')).toEqual([])
  })

  it('says who was told what, by bureau, day and target', async () => {
    const ledger = await openLedger()
    const raised = alertChanged(alertEvent([0, 4, 0]))
    const about = delivery({ covers: [raised.id, 'another alert event'] })
    const again = delivery({ attempt: 2, covers: [raised.id] })
    const later = delivery({ notice: 'notice-2', day: '2024-07-20', bureau: 'transport' })
    const events = [raised, ...[later, again, about].map((each) => deliveryRecorded(REGION, each))]
    await ledger.record(recorded(events))
    expect(await ledger.deliveriesOf({})).toEqual([about, again, later])
    expect(await ledger.deliveriesOf({ target: TARGET })).toEqual([about, again])
    expect(await ledger.deliveriesOf({ bureau: 'transport' })).toEqual([later])
    expect(await ledger.deliveriesOf({ since: '2024-07-01' })).toEqual([later])
    expect(await ledger.deliveriesOf({ bureau: 'transport', target: TARGET })).toEqual([])
  })

  it('keeps the commands of a target', async () => {
    const ledger = await openLedger()
    const [first, second] = [aCommand(), aCommand({ id: 'command-0', kind: 'silence' })]
    await ledger.record(recorded([facts.commanded(first), facts.commanded(second)]))
    expect(await ledger.commandsOf(TARGET)).toEqual([first, second])
  })

  it('changes nothing when the same log is read again, in other batches', async () => {
    const ledger = await openLedger()
    const raised = alertChanged(alertEvent([0, 4, 0]))
    const log = recorded([
      facts.declared(),
      observationPublished(anObservation()),
      facts.commanded(aCommand()),
      facts.day('2024-06-20'),
      assessed([0, 1, 0]),
      raised,
      deliveryRecorded(REGION, delivery({ covers: [raised.id] })),
    ])
    const everything = async () =>
      Promise.all([
        ledger.targetsOf(REGION, 2024),
        ledger.vintagesOf(REGION, 'invented-exports'),
        ledger.commandsOf(TARGET),
        ledger.assessmentsOf(REGION, 2024),
        ledger.alertsOf(TARGET),
        ledger.deliveriesOf({ target: TARGET }),
      ])
    await ledger.record(log)
    const before = await everything()
    expect(before.map((rows) => rows.length)).toEqual([1, 1, 1, 1, 1, 1])
    await ledger.record(log)
    for (const record of log) await ledger.record([record])
    expect(await everything()).toEqual(before)
  })

  it('passes over what cannot be read, and loses nothing for a tombstone of a figure', async () => {
    const ledger = await openLedger()
    const figure = observationPublished(anObservation())
    const poison: Recorded = { topic: 'facts', partition: 0, offset: 1, event: null, unreadable: { key: 'k', reason: 'broken', bytes: new Uint8Array() } }
    await ledger.record([...recorded([figure]), poison, ...recorded([{ ...figure, data: null }], 2)])
    expect(await ledger.vintagesOf(REGION, 'invented-exports')).toHaveLength(1)
  })

  it('takes batches larger than one statement holds', async () => {
    const ledger = await openLedger()
    const figures = Array.from({ length: 4_000 }, (_, index) =>
      observationPublished(anObservation({ indicator: `invented-${index % 40}`, period: periodAt(index) })),
    )
    await ledger.record(recorded(figures))
    expect(await ledger.vintagesOf(REGION, 'invented-7')).toHaveLength(100)
  })
})

const periodAt = (index: number): string => `${1990 + Math.floor(index / 480)}-${String((Math.floor(index / 40) % 12) + 1).padStart(2, '0')}`
