import type { Workdays } from '@shixu/domain'
import { createEvaluator, observed, type Processor, type TargetState } from '@shixu/pipeline'
import { type Logger, type Registry, scrapedGauge, secondsAt } from '@shixu/runtime'
import { createHappenings } from './happenings.ts'
import type { Standing } from './standing.ts'
import { exposeTargets } from './target-metrics.ts'

export interface EvaluatorParts {
  readonly workdays: Workdays
  readonly metrics: Registry
  readonly logger: Logger
  /** Milliseconds of the wall. */
  readonly now: () => number
  /** Codes of the regions whose targets have series; empty is all of few. */
  readonly metricsRegions: readonly string[]
}

export interface EvaluatorService {
  readonly processor: Processor
  states(): Iterable<TargetState>
}

function* judged(states: Iterable<TargetState>): Iterable<Standing> {
  for (const state of states) {
    const { declared, light, overdue, readings } = state
    if (light === null) continue
    yield {
      target: declared.target,
      indicator: declared.indicator,
      light,
      get assessment() {
        return state.assessment!
      },
      overdue,
      readings,
    }
  }
}

/** Judges facts, and shows where every target stands. */
export const createEvaluatorService = ({ workdays, metricsRegions, ...house }: EvaluatorParts): EvaluatorService => {
  const evaluator = createEvaluator({ workdays })
  const happenings = createHappenings(house)
  exposeTargets({ metrics: house.metrics, regions: metricsRegions, standings: () => judged(evaluator.states()) })
  scrapedGauge(
    house.metrics,
    { name: 'shixu_evaluator_day_timestamp_seconds', help: 'Beginning of the last day that began in a partition, by which is judged.', labels: ['partition'] },
    () => [...evaluator.days()].map(([partition, day]) => [{ partition: String(partition) }, secondsAt(day)] as const),
  )
  return {
    processor: observed(evaluator, { now: house.now, lag: happenings.lag, handled: happenings.judged, recalled: happenings.recalled }),
    states: () => evaluator.states(),
  }
}
