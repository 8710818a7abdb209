import { aCommand, aMilestone, anAssessment, aTarget, LADDER } from '@shixu/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Alert, AlertKind } from './alert.ts'
import { type AlertChange, alertEvent } from './alert-change.ts'
import { decide, type Occasion } from './alert-decider.ts'
import { evolve, initial } from './alert-evolve.ts'
import type { Matter } from './alert-matter.ts'
import type { Assessment } from './assessment.ts'
import { addDays } from './day.ts'
import { periodOf } from './period.ts'

const light = fc.constantFrom('green', 'yellow', 'red')
const outcome = fc.constantFrom(null, null, null, 'met', 'missed', 'unknown')
const period = fc.constantFrom(null, ...Array.from({ length: 11 }, (_, index) => periodOf(2024, index + 2)))
const code = fc.constantFrom('on-pace', 'milestone-ahead', 'milestone-past-due', 'milestone-done')

const assessment: fc.Arbitrary<Assessment> = fc.record({ period, light, outcome, code }).map(({ code: reason, ...rest }) => {
  const shown = rest.outcome === 'met' ? 'green' : rest.light
  return anAssessment({ ...rest, light: rest.period === null ? 'grey' : shown, reason: { code: reason, params: {} } })
})

const occasion = (day: string): fc.Arbitrary<Occasion> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Occasion>('judged') },
    { weight: 3, arbitrary: fc.constant<Occasion>('day-began') },
    { weight: 1, arbitrary: fc.constant<Occasion>('withdrawn') },
    {
      weight: 2,
      arbitrary: fc
        .record({ kind: fc.constantFrom('acknowledge', 'silence'), days: fc.integer({ min: -3, max: 40 }) })
        .map(({ kind, days }) => aCommand({ kind, until: addDays(day, days) })),
    },
  )

/** Any history at all: the decider must hold its promises even where no judge would say such things. */
const history = (kind: AlertKind) =>
  fc.array(fc.integer({ min: 0, max: 25 }), { minLength: 1, maxLength: 40 }).chain((gaps) =>
    fc.tuple(
      ...gaps.map((_, index) =>
        moment(
          kind,
          addDays(
            '2024-01-20',
            gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0),
          ),
        ),
      ),
    ),
  )

const moment = (kind: AlertKind, day: string) =>
  fc
    .record({
      occasion: occasion(day),
      newest: assessment,
      said: fc.option(assessment),
      reds: fc.integer({ min: 0, max: 6 }),
      owed: fc.boolean(),
      near: fc.option(fc.integer({ min: 0, max: 5 })),
    })
    .map(({ occasion: when, newest, said, reds, owed, near }): { occasion: Occasion; matter: Matter } => ({
      occasion: when,
      matter: {
        kind,
        subject: kind === 'past-due' ? aMilestone() : aTarget(),
        effective: '2024-01-25',
        ladder: LADDER,
        day,
        newest,
        said,
        reds,
        owed: owed ? [{ period: '2024-03', due: '2024-04-10' }] : [],
        upcoming: near === null ? [] : [{ period: '2024-06', due: addDays(day, near) }],
        silencedUntil: null,
      },
    }))

const anyHistory = fc.constantFrom<AlertKind>('pace', 'report-due', 'overdue', 'past-due').chain(history)

describe('for any history', () => {
  it('the fold of an alert’s own events is what the decider goes on from', () => {
    fc.assert(
      fc.property(anyHistory, (moments) => {
        const events: { change: AlertChange; after: Alert }[] = []
        let alert: Alert | null = initial
        for (const { occasion: when, matter } of moments) {
          for (const change of decide(when, alert, matter)) {
            alert = evolve(alert, change)
            events.push({ change, after: alertEvent(change, alert, [0, 0, events.length]).alert })
          }
          expect(events.map(({ change }) => change).reduce<Alert | null>(evolve, initial)).toEqual(alert)
        }
        expect(events.at(-1)?.after ?? initial).toEqual(alert)
      }),
    )
  })

  it('asking twice gives nothing new', () => {
    fc.assert(
      fc.property(anyHistory, (moments) => {
        let alert: Alert | null = initial
        for (const { occasion: when, matter } of moments) {
          alert = decide(when, alert, matter).reduce<Alert | null>(evolve, alert)
          expect(decide(when, alert, matter)).toEqual([])
        }
      }),
    )
  })

  it('an alert that speaks begins by being raised or closed, climbs one rung at a time, and ends before it begins again', () => {
    fc.assert(
      fc.property(anyHistory, (moments) => {
        let alert: Alert | null = initial
        for (const { occasion: when, matter } of moments)
          for (const change of decide(when, alert, matter)) {
            const before: Alert | null = alert
            alert = evolve(before, change)
            if (before === null) expect(['raised', 'closed']).toContain(change.type)
            if (change.type === 'raised') expect(before?.status ?? 'over').toBe('over')
            if (change.type === 'escalated') expect([before?.step, alert.step].join()).toMatch(/^(liaison,head|head,supervision)$/)
            if (change.type === 'resolved' && matter.kind === 'pace') expect(matter.newest.light).toBe('green')
            expect(matter.day < matter.effective).toBe(false)
          }
      }),
    )
  })

  it('a pace alert is open exactly while the newest judged period of a running year is red', () => {
    fc.assert(
      fc.property(history('pace'), (moments) => {
        let alert: Alert | null = initial
        for (const { occasion: when, matter } of moments) {
          alert = decide(when, alert, matter).reduce<Alert | null>(evolve, alert)
          if (when !== 'judged' || matter.day < matter.effective || matter.newest.period === null) continue
          expect(alert?.status === 'open').toBe(matter.newest.outcome === null && matter.newest.light === 'red')
        }
      }),
    )
  })
})
