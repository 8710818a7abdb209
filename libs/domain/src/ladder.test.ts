import { anAlert, LADDER } from '@shixu/testkit'
import { expect, test } from 'vitest'
import type { Alert } from './alert.ts'
import { nextDayOf, nextStep } from './ladder.ts'

const promise = { by: 'commerce', reason: '虚构原因', until: '2024-07-31' }

/** Raised on 20 June by the first red reading. Head: two readings or 30 days; supervision: three readings or 60 days. */
test.each<[string, Partial<Alert>, string, number, string | null]>([
  ['the first reading again, next month', {}, '2024-07-19', 1, null],
  ['thirty days without an answer', {}, '2024-07-20', 1, 'head unanswered'],
  ['a second red reading', {}, '2024-07-18', 2, 'head repeated'],
  ['both at once are one step', {}, '2024-07-20', 2, 'head repeated'],
  ['a fourth reading at once is one step', {}, '2024-07-18', 4, 'head repeated'],
  ['the reading that it climbed by', { step: 'head', readings: 2, steppedOn: '2024-07-18' }, '2024-07-19', 2, null],
  ['a third red reading', { step: 'head', readings: 2, steppedOn: '2024-07-18' }, '2024-08-20', 3, 'supervision repeated'],
  ['sixty days after the step', { step: 'head', readings: 2, steppedOn: '2024-07-18' }, '2024-09-16', 2, 'supervision unanswered'],
  ['a second reading is not three', { step: 'head', readings: 1, steppedOn: '2024-07-20' }, '2024-07-22', 2, null],
  ['nobody is above the supervision office', { step: 'supervision', readings: 3 }, '2025-01-20', 9, null],
  ['acknowledged', { acknowledged: promise }, '2024-07-20', 2, null],
  ['silenced', { silencedUntil: '2024-07-25' }, '2024-07-25', 2, null],
  ['the reading that came in the silence', { silencedUntil: '2024-07-25' }, '2024-07-26', 2, 'head repeated'],
  ['days of silence are not days without an answer', { silencedUntil: '2024-07-25' }, '2024-08-23', 1, null],
  ['days after the silence are', { silencedUntil: '2024-07-25' }, '2024-08-24', 1, 'head unanswered'],
  ['a silence that was over before', { silencedUntil: '2024-05-01' }, '2024-07-20', 1, 'head unanswered'],
  ['eased', { status: 'eased', readings: 0 }, '2024-12-20', 0, null],
  ['over', { status: 'over' }, '2024-12-20', 0, null],
])('%s', (_, alert, day, readings, expected) => {
  const climb = nextStep(anAlert(alert), { day, readings, ladder: LADDER })
  expect(climb && `${climb.step} ${climb.why}`).toBe(expected)
})

test('a ladder without days climbs one rung a day and not all at once', () => {
  const ladder = { head: { readings: 9, days: 0 }, supervision: { readings: 9, days: 0 } }
  expect(nextStep(anAlert(), { day: '2024-06-20', readings: 1, ladder })).toBeNull()
  expect(nextStep(anAlert(), { day: '2024-06-21', readings: 1, ladder })?.step).toBe('head')
})

test.each<[string, Partial<Alert>, string | null]>([
  ['open', {}, '2024-07-20'],
  ['a step up', { step: 'head', steppedOn: '2024-07-20' }, '2024-09-18'],
  ['at the top', { step: 'supervision' }, null],
  ['acknowledged', { acknowledged: promise }, '2024-08-01'],
  ['acknowledged, at the top', { acknowledged: promise, step: 'supervision' }, '2024-08-01'],
  ['acknowledged and silenced for longer', { acknowledged: promise, silencedUntil: '2024-08-31' }, '2024-09-01'],
  ['silenced', { silencedUntil: '2024-06-25' }, '2024-06-26'],
  ['silenced before', { silencedUntil: '2024-06-22' }, '2024-07-22'],
  ['eased', { status: 'eased' }, null],
  ['over', { status: 'over', acknowledged: promise }, null],
  ['overdue', { kind: 'overdue' }, null],
])('after 24 June, time next matters where it is %s', (_, alert, day) => {
  expect(nextDayOf(anAlert(alert), { day: '2024-06-24', ladder: LADDER })).toBe(day)
})
