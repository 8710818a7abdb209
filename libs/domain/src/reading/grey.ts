import type { Assessment, Reason } from '../assessment.ts'
import type { Goal } from '../goal.ts'
import type { Indicator } from '../indicator.ts'
import type { Day } from '../period.ts'
import { because } from '../reason.ts'
import { type Column, isExact, isKnown, MONTHS, THIS_YEAR } from '../series/column.ts'
import { MEASURES, monthName } from '../series/vintage.ts'
import { type Target, targetKey } from '../target.ts'
import type { Known } from './known.ts'
import { deadlineOf } from './milestone.ts'
import { NOTHING } from './nothing.ts'
import { unitOf } from './standing.ts'

interface Unjudged {
  readonly target: Target
  readonly indicator: Pick<Indicator, 'publisher'>
  readonly asOf: Day
}

/** A year of which no period is judged, and why. `known` is null where the number is not a promise about the year. */
export function assessGrey(of: Unjudged, known: Known | null, goal: Goal | null): Assessment {
  const { target, asOf } = of
  const reason = known === null || goal === null ? because('not-judged', { firmness: target.firmness }) : silenceOf(of, known, goal)
  return { ...NOTHING, target: targetKey(target), asOf, outcome: reason.code === 'no-figure-by-deadline' ? 'unknown' : null, reason }
}

function silenceOf({ target, indicator, asOf }: Unjudged, { figures }: Known, goal: Goal): Reason {
  const { year, kind } = target
  const deadline = deadlineOf(year)
  const newest = figures.newest < 0 ? null : monthName(figures.base + figures.newest)
  const column = kind === 'growth' ? figures.growth : figures.level
  const bound = newestBound(column)
  if (asOf > deadline) return because('no-figure-by-deadline', { year, deadline, period: newest, done: bound === null ? null : column.value[bound]! })
  if (bound !== null)
    return because('bound-only', { period: monthName(figures.base + bound), unit: unitOf(target), done: column.value[bound]!, goal: goal.value })
  const silence = { year, publisher: indicator.publisher.name }
  if (newest !== null) return because('incomparable', { ...silence, newest, measure: MEASURES[figures.newestMeasure]! })
  return indicator.publisher.by === 'bureau' ? because('no-report', { ...silence, due: null }) : because('no-release', silence)
}

/** The newest month of the year of which only a bound or an estimate is known. */
function newestBound(column: Column): number | null {
  for (let at = MONTHS - 1; at >= THIS_YEAR; at--) if (isKnown(column, at)) return isExact(column, at) ? null : at
  return null
}
