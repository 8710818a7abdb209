import type { Alert, Assessment, Event, TargetDeclared, Workdays } from '@shixu/domain'
import { hear } from './evaluate-alerts.ts'
import { type Folded, fold } from './evaluate-fold.ts'
import { owedBy } from './evaluate-judge.ts'
import { letterOf, sayThrown, type Why } from './evaluate-letters.ts'
import { recallAlert, recallFact, settle, withdrawOrphans } from './evaluate-recall.ts'
import { createReleases, type ReleasesOf } from './evaluate-releases.ts'
import { type Failed, reviewTouched } from './evaluate-review.ts'
import { emptyState, type PartitionState } from './evaluate-state.ts'
import { schedule } from './evaluate-wakes.ts'
import type { PartitionWork, Processor, Recorded } from './ports.ts'

/** A target as it stands now. `assessment` is null before the first day. */
export interface TargetState {
  readonly declared: TargetDeclared
  readonly assessment: Assessment | null
  readonly overdue: boolean
  readonly alerts: readonly Alert[]
}

export interface Evaluator extends Processor {
  /** Every target of the partitions that are held, in no order. Read when it is asked for, not kept. */
  states(): Iterable<TargetState>
  /** How many facts and targets recalls have passed over because they cannot be judged. */
  passedOver(): number
}

/** The step from facts to assessments and alerts: a pure function of its partition. The same facts give the same events, with the same ids, in a replay and after a crash. */
export function createEvaluator({ workdays }: { readonly workdays: Workdays }): Evaluator {
  const releasesOf = createReleases(workdays)
  const held = new Set<PartitionState>()
  return {
    reads: ['facts'],
    recalls: ['alerts', 'facts'],
    take(partition) {
      const state = emptyState(partition)
      held.add(state)
      return { ...workOn(state, releasesOf), release: () => void held.delete(state) }
    },
    *states() {
      for (const state of held) yield* statesOf(state)
    },
    passedOver: () => [...held].reduce((sum, { passedOver }) => sum + passedOver, 0),
  }
}

const workOn = (state: PartitionState, releasesOf: ReleasesOf): Omit<PartitionWork, 'release'> => ({
  recall(events) {
    for (const recorded of events) {
      if (recorded.topic === 'facts') recallFact(state, recorded, releasesOf)
      else if (recorded.event?.type === 'alert-changed' && recorded.event.data) recallAlert(state, recorded.event.data)
    }
  },
  handle(events) {
    settle(state)
    const outputs = state.pending.splice(0)
    for (const recorded of events) {
      if (recorded.topic !== 'facts' || recorded.offset <= state.offset) continue
      state.offset = recorded.offset
      for (const event of evaluate(state, recorded, releasesOf)) outputs.push(event)
    }
    return outputs
  },
})

/** One fact: fold it in, look at what it touched, decide who hears of it. What cannot be read or judged becomes a dead letter, and the partition goes on. */
function evaluate(state: PartitionState, recorded: Recorded, releasesOf: ReleasesOf): readonly Event[] {
  if (recorded.event === null) return [letterOf(state, recorded, { code: 'unreadable', reason: recorded.unreadable?.reason ?? 'no event', about: null })]
  try {
    const folded = fold(state, recorded.event, releasesOf)
    if (folded.kind === 'refused') return [letterOf(state, recorded, folded)]
    const { events, failed } = reviewTouched(state, { offset: recorded.offset, dayBegan: folded.kind === 'day' })
    const letters = failed.length === 0 ? [] : [letterOf(state, recorded, sayFailed(failed))]
    return [...events, ...consequences(state, folded, recorded.offset), ...letters]
  } catch (thrown) {
    return [letterOf(state, recorded, { code: 'unjudgeable', reason: sayThrown(thrown), about: null })]
  }
}

/** What a fact means to alerts beyond what it touched. */
function consequences(state: PartitionState, folded: Folded, offset: number): readonly Event[] {
  if (folded.kind === 'day') return withdrawOrphans(state, offset)
  if (state.day === null || (folded.kind !== 'asked' && folded.kind !== 'gone')) return []
  const { target } = folded
  const occasion = folded.kind === 'asked' ? folded.command : 'withdrawn'
  const events = hear(state, { target, occasion, offset, rejudged: [], owed: owedBy(target, state.day) })
  if (folded.kind === 'asked') schedule(state, target)
  return events
}

const sayFailed = (failed: readonly Failed[]): Why => {
  const [first] = failed
  const more = failed.length > 1 ? `, and so for ${failed.length - 1} more targets` : ''
  return { code: 'unjudgeable', reason: `${sayThrown(first?.cause)}${more}`, about: first?.target.key ?? null }
}

function* statesOf(state: PartitionState): Iterable<TargetState> {
  settle(state)
  for (const { key, declared, newest, overdue } of state.watched.values()) {
    yield { declared, assessment: newest, overdue, alerts: (state.alerts.get(key) ?? []).map(({ alert }) => alert) }
  }
}
