import {
  type Alert,
  type AlertEvent,
  type Assessment,
  addDays,
  alertKey,
  type Event,
  type Observation,
  periodOf,
  type TargetAssessed,
  type TargetDeclared,
} from '@shixu/domain'
import { aCommand, aDeclaration, aMilestone, anObservation, aReportedIndicator, aTarget, facts, plainWorkdays } from '@shixu/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEvaluator } from './evaluate.ts'
import type { Recorded } from './ports.ts'

/** Enough for every check; thousands were run when the rules were made. */
const RUNS = { numRuns: 60 }

const OTHER = '999902'
const exports = aDeclaration()
const reported = aDeclaration(aTarget({ id: 'invented-stores', indicator: 'invented-stores' }), {
  indicator: aReportedIndicator({ id: 'invented-stores' }),
  effective: '2024-05-15',
})
const bridge = aDeclaration(aMilestone())
const targets: readonly TargetDeclared[] = [
  exports,
  aDeclaration(aTarget({ id: 'invented-exports-more', value: 12, valueExpanded: 12 })),
  reported,
  bridge,
  aDeclaration(aTarget({ region: OTHER })),
]

/** One thing that happens, as small as it can be told, so that a counterexample can be read. Days are counted from the day before. */
type Step =
  | { readonly days: number }
  | { readonly figure: number; readonly monthsBack: number; readonly value: number; readonly published: number }
  | { readonly command: number; readonly kind: 'acknowledge' | 'silence'; readonly id: number; readonly until: number }
  | { readonly declare: number; readonly value: number }
  | { readonly withdraw: number }
  | { readonly unreadable: true }

const which = fc.constantFrom(0, 0, 0, 1, 2, 2, 3, 4)
const value = fc.constantFrom(-20, -9, 0, 6, 7.5, 8, 14)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ days: fc.integer({ min: 1, max: 25 }) }) },
  { weight: 30, arbitrary: fc.record({ figure: which, monthsBack: fc.integer({ min: 0, max: 4 }), value, published: fc.integer({ min: -20, max: 12 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ command: which, kind: fc.constantFrom('acknowledge', 'silence'), id: fc.nat({ max: 99 }), until: fc.integer({ min: -2, max: 60 }) }),
  },
  { weight: 3, arbitrary: fc.record({ declare: which, value: fc.constantFrom(4, 8, 12) }) },
  { weight: 1, arbitrary: fc.record({ withdraw: which }) },
  { weight: 1, arbitrary: fc.record({ unreadable: fc.constant(true as const) }) },
)

const target = (index: number): TargetDeclared => targets[index] as TargetDeclared

/** A figure of a month of 2024; of the milestone, that it is done. */
const figureOf = ({ target: { region, kind }, indicator: { id } }: TargetDeclared, over: Pick<Observation, 'period' | 'published' | 'value'>): Event =>
  facts.published(
    kind === 'milestone'
      ? anObservation({ ...over, region, indicator: id, measure: 'done', coverage: 'point', value: 1, unit: '', doneOn: over.published })
      : anObservation({ ...over, region, indicator: id }),
  )

function factOf(each: Exclude<Step, { days: number }>, today: string): Event | null {
  if ('figure' in each) {
    const month = Temporal.PlainYearMonth.from(today.slice(0, 7)).subtract({ months: each.monthsBack }).toString()
    const period = month < '2024-02' ? '2024-02' : month > '2024-12' ? '2024-12' : month
    return figureOf(target(each.figure), { period, value: each.value, published: addDays(today, each.published) })
  }
  if ('command' in each) {
    const { region, year, id } = target(each.command).target
    return facts.commanded(aCommand({ id: `${each.id}`, kind: each.kind, target: `${region}/${year}/${id}`, until: addDays(today, each.until) }))
  }
  if ('unreadable' in each) return null
  if ('withdraw' in each) return { ...facts.declared(target(each.withdraw)), data: null } as Event
  const declared = target(each.declare)
  const changed = declared.target.kind === 'milestone' ? declared.target : { ...declared.target, value: each.value, valueExpanded: each.value }
  return facts.declared({ ...declared, target: changed })
}

const recorded = (event: Event | null, offset: number): Recorded => ({
  topic: 'facts',
  partition: 1,
  offset,
  event,
  ...(event === null && { unreadable: { key: null, reason: 'not JSON', bytes: new Uint8Array(3) } }),
})

/** What every history begins with: the targets, and a year of growth before, without which nothing is red at first sight. */
const beginning: readonly Event[] = [
  ...targets.map((each) => facts.declared(each)),
  ...[0, 2, 4].map((index) => figureOf(target(index), { period: '2023-12', value: 9, published: '2024-01-20' })),
]

/** A year and more of one partition with two regions, and facts in an order that nobody has tidied. */
const script = fc.array(step, { maxLength: 90, size: 'max' })

function streamOf(steps: readonly Step[]): readonly Recorded[] {
  let today = '2024-02-20'
  const made = steps.map((each) => {
    if (!('days' in each)) return factOf(each, today)
    today = addDays(today, each.days)
    return facts.day(today)
  })
  return [...beginning, facts.day('2024-02-20'), ...made].map(recorded)
}

const newWork = () => {
  const evaluator = createEvaluator({ workdays: plainWorkdays })
  return { evaluator, work: evaluator.take(1) }
}

/** Handles each fact in a batch of its own; `said[i]` is what the i-th gave. */
const run = (all: readonly Recorded[]) => {
  const { evaluator, work } = newWork()
  return { evaluator, said: all.map((each) => work.handle([each]) as readonly Event[]) }
}

const isAlert = ({ topic }: Event) => topic === 'alerts'
const alertsIn = (events: readonly Event[]): readonly AlertEvent[] => events.flatMap(({ type, data }) => (type === 'alert-changed' && data ? [data] : []))

/** What is said, without where in the log it was caused. */
const saying = (events: readonly Event[]): unknown[] => events.map(({ key, type, data }) => ({ key, type, data: { ...(data as object), sequence: null } }))

/** What is judged, without the day on which it was, and the days that are counted from it. */
const timeless = (assessment: Assessment | null | undefined) => ({
  ...assessment,
  asOf: null,
  reason: { ...assessment?.reason, params: { ...assessment?.reason.params, daysLeft: null, daysLate: null } },
})

const statesOf = (evaluator: ReturnType<typeof createEvaluator>) =>
  [...evaluator.states()].toSorted((one, other) =>
    one.declared.target.region + one.declared.target.id < other.declared.target.region + other.declared.target.id ? -1 : 1,
  )

describe('for any stream of facts', () => {
  it('a crash at any point, between any two outputs, and a recall lead to what an undisturbed run says', () => {
    fc.assert(
      fc.property(script, fc.nat(), fc.nat(), (steps, at, cut) => {
        const all = streamOf(steps)
        const { evaluator, said } = run(all)
        const position = at % (all.length + 1)
        const safe = said.slice(0, position).flat().length
        const written = said.flat().slice(0, safe + (cut % (said.flat().length - safe + 1)))
        const second = newWork()
        const alerts = written.filter(isAlert)
        second.work.recall(alerts.map((event, offset): Recorded => ({ topic: 'alerts', partition: 1, offset, event })))
        second.work.recall(all.slice(0, position))
        second.work.recalled?.()
        const after = all.slice(position).flatMap((each) => second.work.handle([each]) as readonly Event[])
        const expected = said.slice(position).flat()
        expect(after.filter((event) => !isAlert(event))).toEqual(expected.filter((event) => !isAlert(event)))
        expect(after.filter(isAlert)).toEqual(said.flat().filter(isAlert).slice(alerts.length))
        expect(statesOf(second.evaluator)).toEqual(statesOf(evaluator))
      }),
      RUNS,
    )
  })

  it('batches are only a matter of speed', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const all = streamOf(steps)
        const { work } = newWork()
        expect(work.handle(all)).toEqual(run(all).said.flat())
      }),
      RUNS,
    )
  })

  it('the same facts twice, as a replay of the log or as new records, say nothing new', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const all = streamOf(steps)
        // Another value under the same key takes the place of the one before, as in a compacted log: to say the one before again is news.
        const keys = new Set<string>()
        const first = all.filter(({ event }) => event && !keys.has(event.key) && keys.add(event.key))
        const { work } = newWork()
        work.handle(first)
        expect(work.handle(first)).toEqual([])
        const again = work.handle(first.map(({ event }, index) => recorded(event, 1000 + index))) as readonly Event[]
        expect(saying(again.filter(({ type }) => type !== 'dead-lettered'))).toEqual([])
      }),
      RUNS,
    )
  })

  it('the newest event of each alert is the alert that the evaluator goes on from', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const all = streamOf(steps)
        const { evaluator, said } = run(all)
        const newest = new Map(alertsIn(said.flat()).map(({ alert }): [string, Alert] => [alertKey(alert.target, alert.kind), alert]))
        for (const { alerts } of evaluator.states()) for (const alert of alerts) expect(newest.get(alertKey(alert.target, alert.kind))).toEqual(alert)
      }),
      RUNS,
    )
  })

  it('the newest assessment of each target is the one that was told last', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const all = streamOf(steps)
        const { evaluator, said } = run(all)
        const told = new Map(
          said.flat().flatMap(({ type, key, data }): [string, TargetAssessed][] => (type === 'target-assessed' && data ? [[key, data as TargetAssessed]] : [])),
        )
        for (const { assessment, overdue } of evaluator.states()) {
          const last = told.get(`${assessment?.target}/${assessment?.period ?? '-'}`)
          expect({ ...timeless(last?.assessment), overdue: last?.overdue }).toEqual({ ...timeless(assessment), overdue })
        }
      }),
      RUNS,
    )
  })

  it('ordinals of one fact and alert grow from nought, and ids are unique', () => {
    fc.assert(
      fc.property(script, (steps) => {
        const all = streamOf(steps)
        const events = run(all).said.flat()
        const ids = events.map(({ topic, id }) => `${topic} ${id}`)
        expect(new Set(ids).size).toBe(ids.length)
        const next = new Map<string, number>()
        for (const { alert, sequence } of alertsIn(events)) {
          const place = `${alertKey(alert.target, alert.kind)}@${sequence[1]}`
          expect(sequence[2]).toBe(next.get(place) ?? 0)
          next.set(place, sequence[2] + 1)
        }
      }),
      RUNS,
    )
  })
})

describe('for the same vintages', () => {
  const days = Array.from({ length: 34 }, (_, index) => facts.day(addDays('2024-02-20', index * 15)))
  const arriving = fc.record({
    figure: which,
    month: fc.integer({ min: 2, max: 12 }),
    value,
    late: fc.integer({ min: 5, max: 120 }),
    one: fc.nat({ max: 33 }),
    other: fc.nat({ max: 33 }),
  })

  it('the order of arrival changes no assessment and no alert’s final level', () => {
    fc.assert(
      fc.property(fc.array(arriving, { maxLength: 30, size: 'max' }), (all) => {
        const keys = new Set<string>()
        const figures = all
          .map(({ figure, month, value: grown, late, ...places }) => {
            const period = periodOf(2024, month)
            return { ...places, fact: figureOf(target(figure), { period, value: grown, published: addDays(`${period}-28`, late) }) }
          })
          .filter(({ fact }) => !keys.has(fact.key) && keys.add(fact.key))
        // Wherever chance puts it among the days: before it is published, or long after.
        const arrivals = (['one', 'other'] as const).map((order) =>
          days.flatMap((day, index) => [day, ...figures.filter((each) => each[order] === index).map(({ fact }) => fact)]),
        )
        const levels = arrivals.map((arrival) =>
          statesOf(run([...beginning, ...arrival].map(recorded)).evaluator).map(({ declared, assessment, overdue, alerts }) => ({
            target: declared.target.id,
            assessment: timeless(assessment),
            overdue,
            open: alerts.filter(({ status }) => status === 'open').map(({ kind }) => kind),
          })),
        )
        expect(levels[0]).toEqual(levels[1])
      }),
      RUNS,
    )
  })
})
