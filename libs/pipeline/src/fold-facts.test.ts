import type { Event } from '@shixu/domain'
import { aCommand, aDeclaration, aMilestone, anObservation, aTarget, facts, plainWorkdays } from '@shixu/testkit'
import { describe, expect, it } from 'vitest'
import { createEvaluator } from './evaluate.ts'
import { foldFacts } from './fold-facts.ts'

const behind = (period: string, published: string): Event => facts.published(anObservation({ period, published, value: -6 }))
/** A year of growth before, without which nothing is red at first sight. */
const past = (): Event => facts.published(anObservation({ period: '2023-12', value: 9, published: '2024-01-20' }))
const through = (day: string) => ({ through: day, workdays: plainWorkdays })
const told = (events: readonly Event[], day: string) => foldFacts(events, through(day)).alerts.map((alert) => `${alert.day} ${alert.type} ${alert.alert.kind}`)

describe('facts folded in memory', () => {
  const seeds = [past(), behind('2024-06', '2024-07-20'), behind('2024-05', '2024-06-20'), facts.declared(), facts.declared(aDeclaration(aMilestone()))]

  it('are judged as they became known, in whatever order they are handed over', () => {
    expect(told(seeds, '2024-10-02')).toEqual([
      '2024-06-20 raised pace',
      '2024-07-20 escalated pace',
      '2024-09-18 escalated pace',
      '2024-10-01 raised past-due',
    ])
  })

  it('end with the day that is asked for', () => {
    const { states, assessments } = foldFacts(seeds, through('2024-06-30'))
    expect(states.map(({ assessment }) => assessment?.period ?? assessment?.reason.code)).toEqual(['2024-05', 'milestone-ahead'])
    expect(assessments.every(({ assessment }) => assessment.asOf <= '2024-06-30')).toBe(true)
    expect(foldFacts(seeds, through('2024-01-01')).alerts).toEqual([])
  })

  it('say what a log of the same facts says', () => {
    const log = [facts.declared(), past(), behind('2024-05', '2024-06-20'), ...facts.days('2024-01-25', '2024-12-31')]
    const evaluator = createEvaluator({ workdays: plainWorkdays })
    const events = evaluator.take(0).handle(log.map((event, offset) => ({ topic: 'facts', partition: 0, offset, event }))) as readonly Event[]
    const folded = foldFacts(log, through('2024-12-31'))
    expect(folded.states).toEqual([...evaluator.states()])
    expect(folded.alerts).toEqual(events.flatMap(({ type, data }) => (type === 'alert-changed' ? [data] : [])))
  })

  it('hold a command to the day that it was given on', () => {
    const log = [...seeds, facts.day('2024-07-25'), facts.commanded(aCommand({ until: '2024-12-01' })), facts.day('2024-07-26')]
    expect(told(log, '2024-12-02')).toContain('2024-07-25 acknowledged pace')
    expect(told(log, '2024-12-02').at(-1)).toBe('2024-12-02 reminded pace')
  })

  it('tell what cannot be judged', () => {
    const { refused } = foldFacts([facts.declared(), facts.commanded(aCommand({ target: '999901/2024/nobody' }))], through('2024-12-31'))
    expect(refused.map(({ data }) => data)).toMatchObject([{ code: 'unknown-target' }])
  })

  it('of two regions are two regions', () => {
    const both = [facts.declared(), facts.declared(aDeclaration(aTarget({ region: '999902' }))), past(), behind('2024-05', '2024-06-20')]
    expect(foldFacts(both, through('2024-06-30')).states.map(({ assessment }) => assessment?.light)).toEqual(['red', 'grey'])
  })
})
