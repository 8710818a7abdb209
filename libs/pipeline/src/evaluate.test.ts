import type { AlertEvent, Event, Observation, TargetAssessed } from '@shixu/domain'
import { aCommand, aDeclaration, aMilestone, anObservation, aReportedIndicator, aTarget, facts, plainWorkdays } from '@shixu/testkit'
import { describe, expect, it, test } from 'vitest'
import { createEvaluator } from './evaluate.ts'
import type { Recorded } from './ports.ts'

const record = (event: Event, offset: number): Recorded => ({ topic: 'facts', partition: 3, offset, event })

/** A partition that is handed facts one by one, and what it said. */
const aPartition = () => {
  const evaluator = createEvaluator({ workdays: plainWorkdays })
  const work = evaluator.take(3)
  let offset = 0
  const tell = (...events: Event[]): readonly Event[] => work.handle(events.map((event) => record(event, offset++))) as readonly Event[]
  return { evaluator, work, tell }
}

const bodies = <T>(events: readonly Event[], type: Event['type']): T[] => events.filter((event) => event.type === type).map(({ data }) => data as T)
const assessed = (events: readonly Event[]): string[] =>
  bodies<TargetAssessed>(events, 'target-assessed').map(({ assessment, overdue }) => `${assessment.period} ${assessment.light}${overdue ? ' overdue' : ''}`)
const heard = (events: readonly Event[]): string[] =>
  bodies<AlertEvent>(events, 'alert-changed').map(({ alert, type, why }) => `${alert.kind} ${type} (${why})`)
const letters = (events: readonly Event[]) => bodies<{ place: string; code: string; reason: string; about: string | null }>(events, 'dead-lettered')

/** Growth that is far behind 8 %, near certain to miss; and growth well on pace. */
const behind = (over: Partial<Observation> = {}): Event => facts.published(anObservation({ value: -6, ...over }))
/** A year of growth before, without which nothing is red at first sight. */
const past = facts.published(anObservation({ period: '2023-12', value: 9, published: '2024-01-20' }))
const watched = [facts.declared(), past]
const ahead = (over: Partial<Observation> = {}): Event => facts.published(anObservation({ value: 14, ...over }))

describe('a figure', () => {
  it('is judged at once, and who hears of it is decided', () => {
    const { tell } = aPartition()
    expect(tell(...watched, facts.day('2024-06-20')).map(({ key }) => key)).toEqual(['999901/2024/invented-exports/-'])
    const events = tell(behind())
    expect(assessed(events)).toEqual(['2024-05 red'])
    expect(heard(events)).toEqual(['pace raised (turned-red)'])
    expect(events.map(({ topic, key, id }) => `${topic} ${key} ${id}`)).toEqual([
      'assessments 999901/2024/invented-exports/2024-05 999901/2024/invented-exports/2024-05@3-3-0',
      'alerts 999901/2024/invented-exports/pace 999901/2024/invented-exports/pace@3-3-0/raised',
    ])
  })

  it('brings the curve of the year along where it raises an alert of pace, and nowhere else', () => {
    const { tell } = aPartition()
    const late = bodies<AlertEvent>(tell(...watched, facts.day('2024-06-20')), 'alert-changed')
    const [raised] = bodies<AlertEvent>(tell(behind()), 'alert-changed')
    expect(raised?.curve).toMatchObject({ goal: 8, line: [null, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8] })
    expect([raised?.curve?.thisYear[4], raised?.curve?.lastYear[11]]).toEqual([-6, 9])
    expect(late.filter(({ curve }) => curve !== undefined)).toEqual([])
  })

  it('waits for the day on which it is published', () => {
    const { tell } = aPartition()
    expect(assessed(tell(...watched, facts.day('2024-06-19'), behind()))).toEqual(['null grey overdue'])
    expect(assessed(tell(facts.day('2024-06-20')))).toEqual(['2024-05 red'])
  })

  it('waits for the target that it measures', () => {
    const { tell } = aPartition()
    expect(tell(facts.day('2024-06-20'), past, behind())).toEqual([])
    expect(assessed(tell(facts.declared()))).toEqual(['2024-05 red'])
  })

  it('that is there already says nothing new', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-06-20'), behind())
    expect(tell(behind(), behind({ published: '2024-06-21' }), facts.declared(), facts.day('2024-06-20'), facts.day('2024-06-21'))).toEqual([])
  })

  it('that revises an announced verdict corrects it', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-06-20'), behind())
    const events = tell(facts.day('2024-06-25'), ahead({ published: '2024-06-25' }))
    expect(heard(events)).toEqual(['pace corrected (verdict-revised)'])
    expect(bodies<AlertEvent>(events, 'alert-changed')[0]?.before).toMatchObject({ period: '2024-05', light: 'red' })
  })

  it('of an earlier period has that and the later ones judged again, and tells only what differs', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-07-20'), ahead(), ahead({ period: '2024-06', published: '2024-07-20' }))
    expect(assessed(tell(behind({ period: '2024-03', published: '2024-04-20' })))).toEqual(['2024-03 red', '2024-05 yellow'])
  })
})

describe('a first load', () => {
  it('is silent up to the effective day and then raises what is red, once', () => {
    const { tell } = aPartition()
    const declared = facts.declared(aDeclaration(aTarget(), { effective: '2024-09-01' }))
    const months = ['03', '04', '05', '06'].map((month, index) => behind({ period: `2024-${month}`, published: `2024-0${index + 4}-20` }))
    const silent = tell(declared, past, ...months, facts.day('2024-08-31'))
    expect(heard(silent)).toEqual([])
    expect(assessed(silent)).toHaveLength(4)
    expect(heard(tell(facts.day('2024-09-01'), facts.day('2024-09-02')))).toEqual(['pace raised (turned-red)'])
  })

  it('judges nothing before the first day', () => {
    const { tell, evaluator } = aPartition()
    expect(tell(...watched, behind())).toEqual([])
    expect([...evaluator.states()]).toMatchObject([{ assessment: null, overdue: false, alerts: [] }])
  })
})

describe('the days', () => {
  it('climb the ladder, by silence and by repeats, one step at a time', () => {
    const { tell } = aPartition()
    const events = tell(...watched, facts.day('2024-06-20'), behind(), ...facts.days('2024-06-21', '2024-11-30'))
    const steps = bodies<AlertEvent>(events, 'alert-changed').map(({ day, type, alert }) => `${day} ${type} ${alert.step}`)
    expect(steps).toEqual(['2024-06-20 raised liaison', '2024-07-20 escalated head', '2024-09-18 escalated supervision'])
  })

  it('that were missed are made up for when one begins', () => {
    const { tell } = aPartition()
    expect(heard(tell(...watched, facts.day('2024-06-20'), behind(), facts.day('2024-08-20')))).toEqual([
      'pace raised (turned-red)',
      'pace escalated (unanswered)',
    ])
  })

  it('do not go back', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-06-20'))
    expect(tell(facts.day('2024-06-19'), behind())).toHaveLength(2)
  })

  it('make a report overdue, and its coming resolves that', () => {
    const { tell } = aPartition()
    const declared = facts.declared(aDeclaration(aTarget(), { indicator: aReportedIndicator() }))
    const events = tell(declared, ...facts.days('2024-04-01', '2024-04-11'))
    expect(heard(events).slice(2)).toEqual(['report-due resolved (asked-in-vain)', 'overdue raised (report-overdue)'])
    expect(assessed(events)).toEqual(['null grey', 'null grey overdue'])
    expect(bodies<AlertEvent>(events, 'alert-changed').at(-1)).toMatchObject({ day: '2024-04-11', owed: [{ period: '2024-03', due: '2024-04-10' }] })
    expect(heard(tell(ahead({ period: '2024-03', published: '2024-04-11' })))).toEqual(['overdue resolved (report-came)'])
  })

  it('ask for a report three workdays before it is due and on the day, and no more once it has come', () => {
    const { tell } = aPartition()
    const declared = facts.declared(aDeclaration(aTarget(), { indicator: aReportedIndicator() }))
    const asked = bodies<AlertEvent>(tell(declared, ...facts.days('2024-04-01', '2024-04-10')), 'alert-changed')
    expect(asked.map(({ day, alert, type }) => `${day} ${alert.kind} ${type}`)).toEqual(['2024-04-05 report-due raised', '2024-04-10 report-due reminded'])
    expect(asked[0]).toMatchObject({ owed: [{ period: '2024-03', due: '2024-04-10' }] })
    expect(heard(tell(ahead({ period: '2024-03', published: '2024-04-10' }), ...facts.days('2024-04-11', '2024-07-04')))).toEqual([
      'report-due resolved (report-came)',
    ])
    expect(heard(tell(ahead({ period: '2024-06', published: '2024-07-04' }), ...facts.days('2024-07-05', '2024-07-12')))).toEqual([])
  })

  it('ask for it as many workdays ahead as the region says, and go by what it says later on', () => {
    const { tell } = aPartition()
    const asking = (askAhead: number) => facts.declared(aDeclaration(aTarget(), { indicator: aReportedIndicator(), askAhead }))
    const days = (events: ReturnType<typeof tell>) => bodies<AlertEvent>(events, 'alert-changed').map(({ day, why }) => `${day} ${why}`)
    expect(days(tell(asking(5), ...facts.days('2024-04-01', '2024-04-09')))).toEqual(['2024-04-03 report-due-soon'])
    tell(ahead({ period: '2024-03', published: '2024-04-10' }), ...facts.days('2024-04-10', '2024-06-30'))
    expect(days(tell(asking(0), ...facts.days('2024-07-01', '2024-07-10')))).toEqual(['2024-07-10 report-due-today'])
  })

  it('say of a late office only that it is late', () => {
    const { tell } = aPartition()
    const events = tell(facts.declared(), ...facts.days('2024-03-20', '2024-03-21'))
    expect(assessed(events)).toEqual(['null grey', 'null grey overdue'])
    expect(heard(events)).toEqual([])
  })

  it('take a milestone past its day, until it is done', () => {
    const { tell } = aPartition()
    const declared = facts.declared(aDeclaration(aMilestone()))
    expect(heard(tell(declared, ...facts.days('2024-09-29', '2024-10-02')))).toEqual(['past-due raised (due-day-passed)'])
    const done = anObservation({
      indicator: 'invented-bridge',
      period: '2024-10',
      measure: 'done',
      coverage: 'point',
      value: 1,
      unit: '',
      published: '2024-10-02',
      doneOn: '2024-10-02',
    })
    expect(heard(tell(facts.published(done)))).toEqual(['past-due resolved (milestone-done)'])
  })

  it('close the year: with the figure, and without one by 31 March', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-06-20'), behind())
    const closed = tell(facts.day('2025-03-31'), facts.day('2025-04-01'))
    expect(heard(closed).at(-1)).toBe('pace closed (year-ended)')
    expect(bodies<AlertEvent>(closed, 'alert-changed').at(-1)?.alert.outcome).toBe('unknown')
    const late = tell(facts.day('2025-05-10'), ahead({ period: '2024-12', published: '2025-05-10' }))
    expect(heard(late)).toEqual(['pace corrected (outcome-revised)'])
    expect(bodies<AlertEvent>(late, 'alert-changed')[0]).toMatchObject({ before: { outcome: 'unknown' }, alert: { outcome: 'met', status: 'over' } })
  })
})

describe('a command', () => {
  it('stops the ladder up to the promised day, and is reminded of after it', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-06-20'), behind())
    expect(heard(tell(facts.commanded(aCommand({ until: '2024-08-01' }))))).toEqual(['pace acknowledged (acknowledged)'])
    expect(heard(tell(facts.commanded(aCommand({ until: '2024-08-01' }))))).toEqual([])
    expect(heard(tell(...facts.days('2024-06-21', '2024-08-01')))).toEqual([])
    expect(heard(tell(...facts.days('2024-08-02', '2024-08-31')))).toEqual(['pace reminded (promise-passed)'])
    expect(heard(tell(facts.day('2024-09-01')))).toEqual(['pace escalated (unanswered)'])
  })

  it('for silence holds for what is raised later, too', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-06-19'), facts.commanded(aCommand({ kind: 'silence', until: '2024-12-31' })))
    const events = tell(facts.day('2024-06-20'), behind(), ...facts.days('2024-06-21', '2024-12-31'))
    expect(heard(events)).toEqual(['pace raised (turned-red)'])
    expect(bodies<AlertEvent>(events, 'alert-changed')[0]?.alert.silencedUntil).toBe('2024-12-31')
  })

  it('for a target that nobody declared is a dead letter', () => {
    const { tell } = aPartition()
    expect(letters(tell(facts.commanded(aCommand())))).toMatchObject([{ place: 'facts/3@0', code: 'unknown-target', about: '999901/2024/invented-exports' }])
  })
})

describe('a target', () => {
  it('that is withdrawn takes its alerts with it', () => {
    const { tell, evaluator } = aPartition()
    tell(...watched, facts.day('2024-06-20'), behind())
    const gone = { ...facts.declared(), data: null } as Event
    expect(heard(tell(gone))).toEqual(['pace withdrawn (target-gone)'])
    expect([...evaluator.states()]).toEqual([])
    expect(tell(...facts.days('2024-06-21', '2024-08-30'), gone)).toEqual([])
    expect(heard(tell(facts.declared()))).toEqual(['pace raised (turned-red)'])
  })

  it('that asks for less is judged again, and what was announced is corrected', () => {
    const { tell } = aPartition()
    tell(...watched, facts.day('2024-06-20'), behind())
    expect(heard(tell(facts.declared(aDeclaration(aTarget({ value: -20, valueExpanded: -20 })))))).toEqual(['pace corrected (verdict-revised)'])
  })

  it('that the office publishes from now on is no longer owed by the bureau', () => {
    const { tell } = aPartition()
    tell(facts.declared(aDeclaration(aTarget(), { indicator: aReportedIndicator() })), ...facts.days('2024-04-01', '2024-04-11'))
    expect(heard(tell(facts.declared()))).toEqual(['overdue resolved (report-came)'])
  })

  it('that was a milestone and is one no more has that alert withdrawn', () => {
    const { tell } = aPartition()
    tell(facts.declared(aDeclaration(aMilestone({ due: '2024-05-31' }))), facts.day('2024-06-02'))
    expect(heard(tell(facts.declared(aDeclaration(aTarget({ id: 'invented-bridge' })))))).toEqual(['past-due withdrawn (target-gone)'])
  })

  it('cannot have its indicator counted otherwise under the same id', () => {
    const { tell } = aPartition()
    const metres = aDeclaration(aTarget(), { indicator: { ...aDeclaration().indicator, unit: '米' } })
    expect(letters(tell(facts.declared(), facts.declared(metres)))).toMatchObject([{ place: 'facts/3@1', code: 'other-unit' }])
  })
})

describe('what cannot be read or judged', () => {
  const broken: Event = facts.published({ ...anObservation(), period: null as unknown as string })

  test.each<[string, Recorded, object]>([
    [
      'bytes that are no event',
      { topic: 'facts', partition: 3, offset: 9, event: null, unreadable: { key: 'target/999901/2024/x', reason: 'not JSON', bytes: new Uint8Array(70_000) } },
      { code: 'unreadable', reason: 'not JSON', about: 'target/999901/2024/x', length: 70_000 },
    ],
    ['a fact that makes a rule throw', record(broken, 9), { code: 'unjudgeable', reason: expect.stringMatching(/^TypeError: /) }],
    [
      'a level in another unit',
      record(facts.published(anObservation({ measure: 'level', unit: '万元' })), 9),
      { code: 'other-unit', about: 'invented-exports' },
    ],
  ])('%s goes to the dead letters, and the partition goes on', (_, poison, expected) => {
    const { tell, work } = aPartition()
    tell(...watched, facts.day('2024-06-20'))
    const events = work.handle([poison]) as readonly Event[]
    expect(letters(events)).toMatchObject([{ source: 'facts', place: 'facts/3@9', day: '2024-06-20', ...expected }])
    expect(heard(work.handle([record(behind(), 10)]) as readonly Event[])).toEqual(['pace raised (turned-red)'])
  })

  it('carries the first 64 KB of what it was', () => {
    const { work } = aPartition()
    const unreadable = { key: null, reason: 'not JSON', bytes: new Uint8Array(70_000) }
    const [letter] = letters(work.handle([{ topic: 'facts', partition: 3, offset: 0, event: null, unreadable }]) as readonly Event[])
    expect(Buffer.from((letter as unknown as { bytes: string }).bytes, 'base64')).toHaveLength(65_536)
  })

  it('is passed over when it is recalled', () => {
    const { evaluator, work, tell } = aPartition()
    work.recall([record(facts.declared(), 0), record(facts.day('2024-06-20'), 1), record(broken, 2)])
    expect(evaluator.passedOver()).toBe(1)
    expect(tell()).toEqual([])
  })
})

describe('a partition that is taken over', () => {
  const recalled = (alerts: readonly Event[], known: readonly Recorded[]) => {
    const evaluator = createEvaluator({ workdays: plainWorkdays })
    const work = evaluator.take(3)
    work.recall(alerts.map((event, offset): Recorded => ({ topic: 'alerts', partition: 3, offset, event })))
    work.recall(known)
    work.recalled?.()
    return { evaluator, work }
  }
  const history = [...watched, facts.day('2024-06-20'), behind(), ...facts.days('2024-06-21', '2024-07-20')]
  const told = aPartition().tell(...history)
  const later = history.map(record)
  const alerts = told.filter(({ topic }) => topic === 'alerts')

  it('shows its states before it handles anything', () => {
    const { evaluator } = recalled(alerts, later)
    expect([...evaluator.states()]).toMatchObject([{ assessment: { period: '2024-05', light: 'red' }, overdue: false, alerts: [{ step: 'head' }] }])
  })

  it('shows nothing amid the recall, and looking on then changes nothing', () => {
    const evaluator = createEvaluator({ workdays: plainWorkdays })
    const work = evaluator.take(3)
    const look = () => [...evaluator.states()].length
    expect(look()).toBe(0)
    work.recall(alerts.map((event, offset): Recorded => ({ topic: 'alerts', partition: 3, offset, event })))
    expect(look()).toBe(0)
    for (const known of later) {
      work.recall([known])
      expect(look()).toBe(0)
    }
    work.recalled?.()
    expect([...evaluator.states()]).toEqual([...recalled(alerts, later).evaluator.states()])
    expect(work.handle([])).toEqual([])
  })

  it('has the newest event of an alert written again where an older one stands last', () => {
    const { work } = recalled([...alerts, ...alerts.slice(0, 1)], later)
    expect(work.handle([])).toEqual(alerts.slice(1))
    expect(work.handle([])).toEqual([])
  })

  it('withdraws an alert whose target is gone, tombstone and all, with the next day', () => {
    const { work } = recalled(alerts, later.slice(1))
    expect(work.handle([record(behind(), 40)])).toEqual([])
    const events = work.handle([record(facts.day('2024-07-21'), 41), record(facts.day('2024-07-22'), 42)]) as readonly Event[]
    expect(heard(events)).toEqual(['pace withdrawn (target-gone)'])
    expect(events[0]?.id).toBe('999901/2024/invented-exports/pace@3-41-0/withdrawn')
  })

  it('leaves it be where the target is declared anew before that day', () => {
    const { work } = recalled(alerts, later.slice(1))
    const events = work.handle([record(facts.declared(), 40), record(facts.day('2024-07-21'), 41)]) as readonly Event[]
    expect(heard(events)).toEqual([])
  })

  it('forgets its targets when it is given up', () => {
    const { evaluator, work } = recalled(alerts, later)
    work.release()
    expect([...evaluator.states()]).toEqual([])
  })
})
