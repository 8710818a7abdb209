import { type AlertEvent, addDays, type Day, dayBegan, type Event, type TargetAssessed, type Workdays } from '@shixu/domain'
import { createEvaluator, type TargetState } from './evaluate.ts'
import type { Recorded } from './ports.ts'

/** What the same evaluator makes of facts in memory. */
export interface FoldedFacts {
  readonly states: readonly TargetState[]
  /** Every assessment and alert event in the order in which they would have been told. */
  readonly assessments: readonly TargetAssessed[]
  readonly alerts: readonly AlertEvent[]
  /** What could not be read or judged. */
  readonly refused: readonly Event[]
}

/**
 * Judges facts of one or several regions as they became known, up to the end of a day, without a log: targets first, then day by day the figures published on it.
 * A command counts from the day that stands before it among the facts; where none does, from the first.
 */
export function foldFacts(facts: readonly Event[], { through, workdays }: { readonly through: Day; readonly workdays: Workdays }): FoldedFacts {
  const evaluator = createEvaluator({ workdays })
  const work = evaluator.take(0)
  const outputs = work.handle(inOrder(facts, through).map((event, offset): Recorded => ({ topic: 'facts', partition: 0, offset, event }))) as readonly Event[]
  const bodies = <T extends Event['type']>(type: T) =>
    outputs.flatMap((event) => (event.type === type && event.data !== null ? [event.data as NonNullable<Extract<Event, { type: T }>['data']>] : []))
  return {
    states: [...evaluator.states()],
    assessments: bodies('target-assessed'),
    alerts: bodies('alert-changed'),
    refused: outputs.filter(({ type }) => type === 'dead-lettered'),
  }
}

/** Targets, figures, then every day from the first on which anyone listens, with the commands of that day. The evaluator holds a figure back until its day. */
function inOrder(facts: readonly Event[], through: Day): readonly Event[] {
  const targets = facts.filter(({ type }) => type === 'target-declared')
  const figures = facts.filter(({ type }) => type === 'observation-published')
  const first = firstDay(targets, through)
  const commands = commandsByDay(facts, first)
  const region = facts[0]?.region ?? ''
  const days = daysBetweenBoth(first, through).flatMap((day) => [dayBegan(region, { day }), ...(commands.get(day) ?? [])])
  return [...targets, ...figures, ...days]
}

/** The earliest day on which a target is heard, but not later than the last. */
const firstDay = (targets: readonly Event[], through: Day): Day =>
  targets.reduce((first, { type, data }) => (type === 'target-declared' && data && data.effective < first ? data.effective : first), through)

function commandsByDay(facts: readonly Event[], first: Day): ReadonlyMap<Day, readonly Event[]> {
  const commands = new Map<Day, Event[]>()
  let day = first
  for (const fact of facts) {
    if (fact.type === 'day-began' && fact.data && fact.data.day > day) day = fact.data.day
    if (fact.type === 'command-given') commands.set(day, [...(commands.get(day) ?? []), fact])
  }
  return commands
}

function daysBetweenBoth(first: Day, last: Day): readonly Day[] {
  const days: Day[] = []
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  return days
}
