import { daysBetween, isDay } from './day.ts'
import { oneLine } from './one-line.ts'
import type { Day } from './period.ts'
import { type Target, type TargetKey, targetKey } from './target.ts'

/** What a person told the system: he knows of it and promises it by a day, or wants no word of it until then. */
export interface Command {
  readonly id: string
  readonly kind: 'acknowledge' | 'silence'
  readonly target: TargetKey
  readonly by: string
  readonly reason: string
  readonly until: Day
  /** He said only that he has read it (签收): neither the reason nor the day is his own. */
  readonly receiptOnly?: true
}

/** A command as somebody gives it. */
export interface CommandGiven {
  readonly kind: Command['kind']
  readonly target: Pick<Target, 'region' | 'year' | 'id'>
  readonly by: string
  readonly reason: string
  readonly until: Day
  readonly today: Day
}

const LONGEST_NAME = 40
const LONGEST_REASON = 300

/** The last day on which a year's target can still change: what nobody has said by then is `unknown`. */
const lastDayFor = (target: CommandGiven['target']): Day => `${target.year + 1}-03-31`

/** The command without its id, or everything that is wrong with it and what would be right. */
export function readCommand(given: CommandGiven): { readonly command: Omit<Command, 'id'> } | { readonly problems: readonly string[] } {
  const by = oneLine(given.by)
  const reason = oneLine(given.reason)
  const problems = [...wordProblems('who says so', by, LONGEST_NAME), ...wordProblems('the reason', reason, LONGEST_REASON), ...untilProblems(given)]
  return problems.length > 0 ? { problems } : { command: { kind: given.kind, target: targetKey(given.target), by, reason, until: given.until } }
}

function wordProblems(what: string, text: string, longest: number): readonly string[] {
  if (text === '') return [`${what} is missing`]
  const { length } = [...text]
  return length > longest ? [`${what} is too long: ${length} characters, at most ${longest}`] : []
}

function untilProblems({ until, today, target }: CommandGiven): readonly string[] {
  if (!isDay(until)) return [`"${until}" is no day; write 2024-07-31`]
  const last = lastDayFor(target)
  if (today > last) return [`the last word on ${target.year} was spoken on ${last}: nobody is told of ${target.id} any more`]
  if (until < today) return [`${until} is gone; today is ${today}`]
  return until > last ? [`${until} is too far, ${daysBetween(last, until)} days after the last word on ${target.year} is spoken: at most ${last}`] : []
}
