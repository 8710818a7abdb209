import type { Assessment, Method } from '../assessment.ts'
import type { Goal } from '../goal.ts'
import type { LightMemory } from '../light/memory.ts'
import { type Day, yearOf } from '../period.ts'
import { because } from '../reason.ts'
import { THIS_YEAR } from '../series/column.ts'
import { monthName } from '../series/vintage.ts'
import { type Kind, type Target, targetKey } from '../target.ts'
import { readGrowth } from './growth-reading.ts'
import type { Known } from './known.ts'
import { readLevel } from './level-reading.ts'
import { deadlineOf } from './milestone.ts'
import type { Aim, Reader, Reading } from './reading.ts'
import { readSum } from './sum-reading.ts'
import { judge, type Verdict } from './verdict.ts'

/** `memories[i]` is what the lights remember after `assessments[i]`: the `before` of the next period. */
export interface Judged {
  readonly assessments: readonly Assessment[]
  readonly memories: readonly LightMemory[]
}

/** How each kind of target is read. */
export const READERS: Readonly<Record<Exclude<Kind, 'milestone'>, Reader>> = {
  growth: readGrowth,
  amount: readSum,
  count: readSum,
  stock: readLevel,
  share: readLevel,
}

/** January and February are one period where statistics are published: what is known of January alone is not judged. */
export const FIRST_MONTH: Readonly<Record<Kind, number>> = { growth: 2, amount: 2, count: 1, stock: 1, share: 1, milestone: 1 }

interface Subject {
  readonly target: Target
  readonly goal: Goal
  readonly asOf: Day
}

/** Folds the year's periods in calendar order, from the month `first` on, after what `before` remembers. */
export function assessPeriods(known: Known, subject: Subject, { first, before }: { readonly first: number; readonly before: LightMemory }): Judged {
  const { target, goal } = subject
  if (target.kind === 'milestone') return { assessments: [], memories: [] }
  const read = READERS[target.kind]
  const assessments: Assessment[] = []
  const memories: LightMemory[] = []
  let memory = before
  for (let month = Math.max(first, FIRST_MONTH[target.kind]); month <= known.figures.newest - THIS_YEAR + 1; month++) {
    const aim: Aim = { target, goal, month }
    const reading = read(known, aim)
    const verdict = reading === null ? null : judge(aim, reading, memory)
    if (reading === null || verdict === null) continue
    memory = verdict.memory
    assessments.push(assessmentOf(subject, reading, verdict))
    memories.push(memory)
  }
  return { assessments: closed(assessments, subject), memories }
}

function assessmentOf({ target, asOf }: Subject, reading: Reading, verdict: Verdict): Assessment {
  const { outlook } = reading
  const isOver = reading.month === 12
  return {
    target: targetKey(target),
    period: monthName(target.year * 12 + reading.month - 1),
    asOf,
    light: verdict.light,
    outcome: verdict.outcome,
    pMiss: isOver ? Number(verdict.outcome === 'missed') : (outlook?.pMiss ?? null),
    paceDue: reading.due,
    done: reading.done,
    shareOfPace: reading.shareOfPace,
    forecast: isOver ? reading.done : (outlook?.end ?? null),
    forecastLow: isOver ? reading.done : (outlook?.low ?? null),
    forecastHigh: isOver ? reading.done : (outlook?.high ?? null),
    requiredRunRate: reading.requiredRunRate,
    requiredPerMonth: reading.requiredPerMonth,
    bestRunRate: reading.bestRunRate,
    paceLine: reading.line,
    method: isOver ? 'figure' : methodOf(reading),
    rebased: reading.rebased,
    presets: verdict.presets,
    reason: verdict.reason,
    inputs: reading.inputs,
  }
}

const methodOf = ({ outlook }: Reading): Method => outlook?.method ?? 'none'

/** After the deadline, a year whose last figure is not December's stays open for ever: its outcome is unknown, until a late figure comes. */
function closed(assessments: readonly Assessment[], { target: { year }, asOf }: Subject): readonly Assessment[] {
  const last = assessments.at(-1)
  if (last === undefined || last.outcome !== null || yearOf(asOf) <= year || asOf <= deadlineOf(year)) return assessments
  const deadline = deadlineOf(year)
  const reason = because('no-figure-by-deadline', { year, deadline, period: last.period, done: last.done })
  return [...assessments.slice(0, -1), { ...last, outcome: 'unknown', reason }]
}
