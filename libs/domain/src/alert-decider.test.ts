import { aCommand, aMilestone, anAlert, anAssessment, aTarget, LADDER } from '@shixu/testkit'
import { describe, expect, it, test } from 'vitest'
import type { Alert, AlertKind } from './alert.ts'
import { decide, type Occasion } from './alert-decider.ts'
import { evolve, initial } from './alert-evolve.ts'
import { alertKindsOf, type Matter, redsInARow } from './alert-matter.ts'
import type { Assessment, Light, Outcome } from './assessment.ts'

const aMatter = (over: Partial<Matter> = {}): Matter => ({
  kind: 'pace',
  subject: aTarget(),
  effective: '2024-01-25',
  ladder: LADDER,
  day: '2024-06-20',
  newest: anAssessment(),
  said: null,
  reds: over.newest?.light === 'red' ? 1 : 0,
  owed: [],
  upcoming: [],
  silencedUntil: null,
  ...over,
})

const judged = (period: string | null, light: Light, outcome: Outcome | null = null): Assessment => anAssessment({ period, light, outcome })

/** What happened and why, and how the alert stands after it. */
const outcomeOf = (occasion: Occasion, alert: Alert | null, matter: Matter): string => {
  const changes = decide(occasion, alert, matter)
  return [...changes.map(({ type, why }) => `${type} (${why})`), changes.reduce(evolve, alert)?.status ?? 'none'].join(', ')
}

const open = anAlert()
const eased = anAlert({ status: 'eased', readings: 0, announced: { period: '2024-05', light: 'yellow', done: 7 } })
const over = anAlert({ status: 'over', readings: 0, announced: { period: '2024-05', light: 'green', done: 8 } })
const missed = anAlert({ status: 'over', outcome: 'missed', announced: { period: '2024-12', light: 'red', done: 4 } })
const unknown = anAlert({ status: 'over', outcome: 'unknown', announced: { period: '2024-11', light: 'red', done: 4 } })

describe('the newest period', () => {
  test.each<[string, Alert | null, Light, string]>([
    ['no alert', null, 'red', 'raised (turned-red), open'],
    ['no alert', null, 'yellow', 'none'],
    ['no alert', null, 'green', 'none'],
    ['open', open, 'yellow', 'eased (turned-yellow), eased'],
    ['open', open, 'green', 'resolved (turned-green), over'],
    ['open', open, 'red', 'open'],
    ['eased', eased, 'red', 'worsened (turned-red), open'],
    ['eased', eased, 'yellow', 'eased'],
    ['eased', eased, 'green', 'resolved (turned-green), over'],
    ['over', over, 'red', 'raised (turned-red), open'],
    ['over', over, 'yellow', 'over'],
    ['over', over, 'green', 'over'],
  ])('with %s turns %s', (_, alert, light, expected) => {
    expect(outcomeOf('judged', alert, aMatter({ newest: judged('2024-06', light) }))).toBe(expected)
  })

  it('that is missing raises nothing and resolves nothing', () => {
    const newest = anAssessment({ period: null, light: 'grey', reason: { code: 'no-report', params: {} } })
    expect([null, open, eased, over].map((alert) => outcomeOf('judged', alert, aMatter({ newest })))).toEqual(['none', 'open', 'eased', 'over'])
  })

  it('is silent before the effective day and heard on it', () => {
    const newest = judged('2023-12', 'red')
    expect(outcomeOf('judged', null, aMatter({ newest, day: '2024-01-24' }))).toBe('none')
    expect(outcomeOf('judged', null, aMatter({ newest, day: '2024-01-25' }))).toBe('raised (turned-red), open')
  })

  it('raises with all that the notice needs', () => {
    const newest = judged('2024-06', 'red')
    const [change] = decide('judged', null, aMatter({ newest, reds: 2, silencedUntil: '2024-07-31' }))
    expect(evolve(initial, change!)).toEqual(
      anAlert({ since: '2024-06-20', readings: 2, announced: { period: '2024-06', light: 'red', done: 8 }, silencedUntil: '2024-07-31' }),
    )
  })
})

describe('a verdict that was announced', () => {
  test.each<[string, Alert, Light, Assessment, string]>([
    ['red, found yellow', open, 'yellow', judged('2024-05', 'yellow'), 'corrected (verdict-revised), eased'],
    ['red, found green', open, 'green', judged('2024-05', 'green'), 'corrected (verdict-revised), over'],
    ['yellow, found red', eased, 'red', judged('2024-05', 'red'), 'corrected (verdict-revised), open'],
    ['green, found red', over, 'red', judged('2024-05', 'red'), 'corrected (verdict-revised), open'],
    ['red, found red', open, 'red', judged('2024-05', 'red'), 'open'],
    ['red, found yellow, and the newest still red', open, 'yellow', judged('2024-06', 'red'), 'corrected (verdict-revised), open'],
    ['red, found yellow, and the newest yellow too', open, 'yellow', judged('2024-06', 'yellow'), 'corrected (verdict-revised), eased (turned-yellow), eased'],
    ['green, found yellow, and the newest red', over, 'yellow', judged('2024-06', 'red'), 'corrected (verdict-revised), raised (turned-red), open'],
    ['green, found red, and the newest green', over, 'red', judged('2024-06', 'green'), 'corrected (verdict-revised), over'],
  ])('%s', (_, alert, light, newest, expected) => {
    expect(outcomeOf('judged', alert, aMatter({ newest, said: judged('2024-05', light) }))).toBe(expected)
  })

  it('is told with the verdict before it', () => {
    const verdict = anAssessment({ period: '2024-05', light: 'yellow', done: 7.9 })
    const [change] = decide('judged', open, aMatter({ newest: judged('2024-06', 'red'), said: verdict }))
    expect(change).toMatchObject({ before: { period: '2024-05', light: 'red', done: 4, outcome: null }, assessment: verdict })
    expect(evolve(open, change!).announced).toEqual({ period: '2024-05', light: 'yellow', done: 7.9 })
  })
})

describe('the end of the year', () => {
  test.each<[string, Alert | null, Outcome | null, string]>([
    ['no alert, met', null, 'met', 'none'],
    ['no alert, missed', null, 'missed', 'closed (year-ended), over'],
    ['no alert, unknown', null, 'unknown', 'none'],
    ['open, met', open, 'met', 'closed (year-ended), over'],
    ['open, missed', open, 'missed', 'closed (year-ended), over'],
    ['eased, unknown', eased, 'unknown', 'closed (year-ended), over'],
    ['resolved, met', over, 'met', 'over'],
    ['resolved, missed', over, 'missed', 'closed (year-ended), over'],
    ['closed missed, still missed', missed, 'missed', 'over'],
    ['closed missed, revised to met', missed, 'met', 'corrected (outcome-revised), over'],
    ['closed unknown, a late figure', unknown, 'missed', 'corrected (outcome-revised), over'],
    ['closed missed, the target judged otherwise and not over', missed, null, 'corrected (outcome-revised), open'],
  ])('%s', (_, alert, outcome, expected) => {
    expect(outcomeOf('judged', alert, aMatter({ newest: judged('2024-12', outcome === 'met' ? 'green' : 'red', outcome) }))).toBe(expected)
  })

  it('has not come where a sum is reached early: that only resolves', () => {
    const newest = judged('2024-06', 'green', 'met')
    expect([null, open, over].map((alert) => outcomeOf('judged', alert, aMatter({ newest })))).toEqual(['none', 'resolved (turned-green), over', 'over'])
    expect(outcomeOf('judged', unknown, aMatter({ newest }))).toBe('corrected (outcome-revised), over')
  })

  it('is kept as the outcome, and the one before it told with a correction', () => {
    const [change] = decide('judged', unknown, aMatter({ newest: judged('2024-12', 'green', 'met') }))
    expect(change?.before).toEqual({ period: '2024-11', light: 'red', done: 4, outcome: 'unknown' })
    expect(evolve(unknown, change!)).toMatchObject({ status: 'over', outcome: 'met', announced: { period: '2024-12', light: 'green' } })
  })
})

describe('a report that a bureau owes', () => {
  const owed = [{ period: '2024-06', due: '2024-07-10' }]
  const alert = anAlert({ kind: 'overdue' })
  const none: Matter['owed'] = []
  test.each<[string, Alert | null, Matter['owed'], Outcome | null, string]>([
    ['past its day', null, owed, null, 'raised (report-overdue), open'],
    ['not due', null, none, null, 'none'],
    ['and another', alert, [...owed, { period: '2024-09', due: '2024-10-10' }], null, 'open'],
    ['has come', alert, none, null, 'resolved (report-came), over'],
    ['has come and the year is over', alert, none, 'met', 'resolved (report-came), over'],
    ['never came', alert, owed, 'unknown', 'closed (year-ended), over'],
    ['is not needed since the target is reached', alert, owed, 'met', 'resolved (report-came), over'],
    ['never was asked for', null, owed, 'unknown', 'none'],
    ['came after the last word', { ...alert, status: 'over', outcome: 'unknown' }, none, 'met', 'corrected (outcome-revised), over'],
    ['is owed still after the last word', { ...alert, status: 'over', outcome: 'unknown' }, owed, 'unknown', 'over'],
    ['is owed again', { ...alert, status: 'over' }, owed, null, 'raised (report-overdue), open'],
  ])('%s', (_, before, owes, outcome, expected) => {
    expect(outcomeOf('judged', before, aMatter({ kind: 'overdue', owed: owes, newest: judged('2024-03', 'green', outcome) }))).toBe(expected)
  })

  it('is told with its period and day, and never climbs the ladder', () => {
    const matter = aMatter({ kind: 'overdue', owed, day: '2024-12-31', reds: 5 })
    expect(decide('judged', null, matter)[0]).toMatchObject({ owed, readings: 1 })
    expect(decide('day-began', alert, matter)).toEqual([])
  })
})

describe('a milestone', () => {
  const alert = anAlert({ kind: 'past-due', since: '2024-10-01' })
  const at = (code: 'milestone-ahead' | 'milestone-past-due' | 'no-report' | 'milestone-done' | 'no-figure-by-deadline', outcome: Outcome | null = null) =>
    anAssessment({ light: code === 'milestone-past-due' ? 'red' : 'green', outcome, reason: { code, params: {} } })
  test.each<[string, Alert | null, Assessment, string, string]>([
    ['is ahead', null, at('milestone-ahead'), '2024-09-30', 'none'],
    ['has lost its day', null, at('milestone-past-due'), '2024-10-01', 'raised (due-day-passed), open'],
    ['has lost its day, and nobody has said anything', null, at('no-report'), '2024-10-01', 'raised (due-day-passed), open'],
    ['is still not done', alert, at('milestone-past-due'), '2024-10-02', 'open'],
    ['is done late', alert, at('milestone-done', 'missed'), '2024-11-01', 'resolved (milestone-done), over'],
    ['was done in time', null, at('milestone-done', 'met'), '2024-11-01', 'none'],
    ['was not done after all', { ...alert, status: 'over' }, at('milestone-past-due'), '2024-11-02', 'raised (due-day-passed), open'],
    ['is not done by 31 March', alert, at('milestone-past-due', 'missed'), '2025-04-01', 'closed (year-ended), over'],
    ['is not known of by 31 March', alert, at('no-figure-by-deadline', 'unknown'), '2025-04-01', 'closed (year-ended), over'],
    ['is heard of too late to ask', null, at('milestone-past-due'), '2025-04-01', 'none'],
    [
      'is done after the last word',
      { ...alert, status: 'over', outcome: 'unknown' },
      at('milestone-done', 'missed'),
      '2025-05-01',
      'corrected (outcome-revised), over',
    ],
  ])('%s', (_, before, newest, day, expected) => {
    expect(outcomeOf('judged', before, aMatter({ kind: 'past-due', subject: aMilestone(), newest, day }))).toBe(expected)
  })
})

describe('the ladder', () => {
  const alert = anAlert({ kind: 'past-due', since: '2024-10-01', steppedOn: '2024-10-01' })
  const late = (code: 'milestone-past-due' | 'no-report') =>
    aMatter({ kind: 'past-due', subject: aMilestone(), day: '2024-12-20', newest: anAssessment({ reason: { code, params: {} } }) })

  it('is climbed for a milestone that is known not to be done, and not where nobody has said anything', () => {
    expect(outcomeOf('day-began', alert, late('milestone-past-due'))).toBe('escalated (unanswered), open')
    expect(outcomeOf('day-began', alert, late('no-report'))).toBe('open')
  })
})

describe('an answer', () => {
  const acknowledge = aCommand({ until: '2024-07-31' })
  const silence = aCommand({ kind: 'silence', until: '2024-08-31' })
  const day = '2024-07-01'
  const answered = decide(acknowledge, open, aMatter({ day })).reduce(evolve, open)
  const silenced = decide(silence, open, aMatter({ day })).reduce(evolve, open)

  test.each<[string, Occasion, Alert | null, string, string]>([
    ['acknowledges', acknowledge, open, day, 'acknowledged (acknowledged), open'],
    ['asks for silence', silence, eased, day, 'acknowledged (silenced), eased'],
    ['twice the same is once', acknowledge, answered, day, 'open'],
    ['twice the same silence is once', silence, silenced, day, 'open'],
    ['promises another day', aCommand({ until: '2024-08-15' }), answered, day, 'acknowledged (acknowledged), open'],
    ['promises a day that is gone', aCommand({ until: '2024-06-30' }), open, day, 'open'],
    ['comes when nothing is wrong', acknowledge, over, day, 'over'],
    ['comes before anything was wrong', acknowledge, null, day, 'none'],
    ['is kept up to its day', 'day-began', answered, '2024-07-31', 'open'],
    ['is reminded of when that is gone', 'day-began', answered, '2024-08-01', 'reminded (promise-passed), open'],
    ['holds though the readings repeat', 'judged', answered, '2024-07-20', 'open'],
    ['silences the ladder', 'day-began', silenced, '2024-08-31', 'open'],
    ['silences a reminder too', 'day-began', { ...answered, silencedUntil: '2024-08-31' }, '2024-08-15', 'open'],
  ])('%s', (_, occasion, alert, on, expected) => {
    const newest = judged('2024-06', 'red')
    expect(outcomeOf(occasion, alert, aMatter({ day: on, newest, reds: 9 }))).toBe(expected)
  })

  it('that is a mere receipt is known for one: it takes nothing back, and its reminder does not speak of a promise', () => {
    const receipt = aCommand({ id: 'receipt', until: '2024-07-04', receiptOnly: true })
    expect(outcomeOf(receipt, answered, aMatter({ day }))).toBe('open')
    const read = decide(receipt, open, aMatter({ day })).reduce(evolve, open)
    expect(read.acknowledged).toMatchObject({ until: '2024-07-04', receiptOnly: true })
    expect(outcomeOf(acknowledge, read, aMatter({ day }))).toBe('acknowledged (acknowledged), open')
    expect(decide(acknowledge, read, aMatter({ day })).reduce(evolve, read).acknowledged).not.toHaveProperty('receiptOnly')
    expect(outcomeOf('day-began', read, aMatter({ day: '2024-07-05' }))).toBe('reminded (only-receipt), open')
  })

  it('is written on the alert and told with the command', () => {
    expect(answered.acknowledged).toEqual({ by: 'commerce', reason: '虚构原因', until: '2024-07-31' })
    expect(silenced).toMatchObject({ silencedUntil: '2024-08-31', acknowledged: null })
    expect(decide(silence, open, aMatter({ day }))[0]?.command).toBe(silence)
  })

  it('gives the ladder its days anew from the reminder', () => {
    const reminded = decide('day-began', answered, aMatter({ day: '2024-08-01' })).reduce(evolve, answered)
    expect(outcomeOf('day-began', reminded, aMatter({ day: '2024-08-30' }))).toBe('open')
    expect(outcomeOf('day-began', reminded, aMatter({ day: '2024-08-31' }))).toBe('escalated (unanswered), open')
  })
})

describe('days without an answer', () => {
  const matter = aMatter({ day: '2024-12-20', newest: judged('2024-11', 'red') })
  test.each([
    ['from the day it was worsened', decide('judged', eased, matter).reduce(evolve, eased)],
    [
      'from the day a correction opened it',
      decide('judged', over, { ...matter, said: judged('2024-05', 'red'), newest: judged('2024-05', 'red') }).reduce(evolve, over),
    ],
  ])('are counted %s', (_, alert) => {
    expect(outcomeOf('day-began', alert, { ...matter, day: '2025-01-18' })).toBe('open')
    expect(outcomeOf('day-began', alert, { ...matter, day: '2025-01-19' })).toBe('escalated (unanswered), open')
  })
})

describe('what is gone', () => {
  test.each([
    ['open', open, 'withdrawn (target-gone), over'],
    ['eased', eased, 'withdrawn (target-gone), over'],
    ['over', over, 'over'],
    ['none', null, 'none'],
  ] as const)('with %s', (_, alert, expected) => expect(outcomeOf('withdrawn', alert, aMatter())).toBe(expected))

  it('is raised anew when it comes back as bad as it was', () => {
    const withdrawn = decide('withdrawn', open, aMatter()).reduce(evolve, open)
    expect(outcomeOf('judged', withdrawn, aMatter({ newest: judged('2024-05', 'red'), said: judged('2024-05', 'red') }))).toBe('raised (turned-red), open')
  })
})

describe('a report that is not late yet', () => {
  const upcoming = [{ period: '2024-06', due: '2024-07-10' }]
  const owed = upcoming
  const asked = anAlert({ kind: 'report-due', since: '2024-07-05', steppedOn: '2024-07-05' })
  const onTheDay = anAlert({ kind: 'report-due', since: '2024-07-10', steppedOn: '2024-07-10' })
  const soon = aMatter({ kind: 'report-due', upcoming, day: '2024-07-05', newest: judged(null, 'grey') })
  const today = { ...soon, day: '2024-07-10' }
  const after = { ...soon, day: '2024-07-11', upcoming: [] }

  test.each<[string, Occasion, Alert | null, Matter, string]>([
    ['is asked for when its day is near', 'judged', null, soon, 'raised (report-due-soon), open'],
    ['is asked for once', 'judged', asked, { ...soon, day: '2024-07-08' }, 'open'],
    ['is not asked for by the mere passing of days', 'day-began', asked, { ...soon, day: '2024-07-08' }, 'open'],
    ['is asked for again on its day', 'judged', asked, today, 'reminded (report-due-today), open'],
    ['is asked for once where it is first heard of on its day', 'judged', null, today, 'raised (report-due-today), open'],
    ['is asked for once on its day', 'judged', onTheDay, today, 'open'],
    ['is not asked for any more once it has come', 'judged', asked, { ...soon, upcoming: [] }, 'resolved (report-came), over'],
    ['is another alert once its day is gone', 'judged', asked, { ...after, owed }, 'resolved (asked-in-vain), over'],
    ['is not asked for once its day is gone', 'judged', null, { ...after, owed }, 'none'],
    ['is not asked for where the target is reached', 'judged', null, { ...soon, newest: judged('2024-03', 'green', 'met') }, 'none'],
    ['is not asked for before the effective day', 'judged', null, { ...soon, effective: '2024-07-06' }, 'none'],
    ['is asked for anew in the next period', 'judged', { ...asked, status: 'over' }, soon, 'raised (report-due-soon), open'],
    ['climbs no ladder', 'day-began', asked, { ...today, day: '2024-12-10', reds: 9 }, 'open'],
    ['is nothing to promise a day for', aCommand({ until: '2024-08-31' }), asked, soon, 'open'],
    ['can be silenced', aCommand({ kind: 'silence', until: '2024-08-31' }), asked, soon, 'acknowledged (silenced), open'],
    ['goes with its target', 'withdrawn', asked, soon, 'withdrawn (target-gone), over'],
  ])('%s', (_, occasion, alert, matter, expected) => expect(outcomeOf(occasion, alert, matter)).toBe(expected))

  it('is told with the period and the day', () => {
    expect(decide('judged', null, soon)[0]).toMatchObject({ owed: upcoming, readings: 1 })
  })
})

describe('which alerts a target can have', () => {
  const monthly = { release: { rule: 'monthly', day: 20 } } as const
  const reported = { release: { rule: 'bureau', months: [12], day: 15 } } as const
  test.each<[string, Parameters<typeof alertKindsOf>, AlertKind[]]>([
    ['a published figure', [aTarget(), monthly], ['pace']],
    ['a reported figure', [aTarget(), reported], ['pace', 'report-due', 'overdue']],
    ['a milestone', [aMilestone(), reported], ['past-due']],
    ['a milestone without an end state', [aMilestone({ firmness: 'progress' }), reported], []],
    ['a number without an end state', [aTarget({ firmness: 'progress' }), reported], []],
    ['a number that is no promise', [aTarget({ firmness: 'scope' }), reported], []],
  ])('%s', (_, [target, indicator], kinds) => expect(alertKindsOf(target, indicator)).toEqual(kinds))
})

test.each<[Light[], number]>([
  [[], 0],
  [['red'], 1],
  [['red', 'yellow'], 0],
  [['yellow', 'red', 'red'], 2],
])('of %o the last %i are red', (lights, count) => expect(redsInARow(lights)).toBe(count))
