import type { Alert, Assessment, Command, Day, Light, TargetDeclared, Workdays } from '@shixu/domain'
import { hear } from './evaluate-alerts.ts'
import { type Folded, fold } from './evaluate-fold.ts'
import { missingOf } from './evaluate-judge.ts'
import { letterOf, sayThrown, type Why } from './evaluate-letters.ts'
import { readingsOf } from './evaluate-points.ts'
import { endRecall, recallAlert, recallFact, withdrawOrphans } from './evaluate-recall.ts'
import { type Failed, newestOf, reviewTouched } from './evaluate-review.ts'
import { createShared, type Shared } from './evaluate-shared.ts'
import { emptyState, type PartitionState } from './evaluate-state.ts'
import { schedule } from './evaluate-wakes.ts'
import { unpackedLater } from './packed.ts'
import type { PartitionWork, Processor, Recorded } from './ports.ts'

/** The evaluator's group: its position in the facts. */
export const EVALUATOR_GROUP = 'shixu.evaluator'

/** A target as it stands now. `light` and `assessment` are null before the first day. */
export interface TargetState {
  readonly declared: TargetDeclared
  /** That of the assessment, which takes more to read. */
  readonly light: Light | null
  readonly assessment: Assessment | null
  readonly overdue: boolean
  /** Judged periods of the year in a row that have the light of the newest one. */
  readonly readings: number
  readonly alerts: readonly Alert[]
  /** The silence that was last asked for, where it is not over. */
  readonly silence: Command | null
}

export interface Evaluator extends Processor {
  /** Every target of the partitions that are held and recalled, in no order. Read when it is asked for, not kept. */
  states(): Iterable<TargetState>
  /** The last day that began in each partition that is held and recalled, where one did. */
  days(): Iterable<readonly [partition: number, day: Day]>
  /** How many facts and targets recalls have passed over because they cannot be judged. */
  passedOver(): number
}

/** The step from facts to assessments and alerts: a pure function of its partition. The same facts give the same events, with the same ids, in a replay and after a crash. */
export function createEvaluator({ workdays }: { readonly workdays: Workdays }): Evaluator {
  const shared = createShared(workdays)
  const held = new Set<PartitionState>()
  return {
    reads: ['facts'],
    recalls: ['alerts', 'facts'],
    take(partition) {
      const state = emptyState(partition)
      held.add(state)
      return { ...workOn(state, shared), release: () => void held.delete(state) }
    },
    *states() {
      for (const state of held) yield* statesOf(state)
    },
    *days() {
      for (const { partition, day, settled } of held) if (settled && day !== null) yield [partition, day]
    },
    passedOver: () => [...held].reduce((sum, { passedOver }) => sum + passedOver, 0),
  }
}

const workOn = (state: PartitionState, shared: Shared): Omit<PartitionWork, 'release'> => ({
  recall(events) {
    for (const recorded of events) {
      if (recorded.topic === 'facts') recallFact(state, recorded, shared)
      else if (recorded.event?.type === 'alert-changed' && recorded.event.data) recallAlert(state, recorded.event.data)
    }
  },
  recalled: () => endRecall(state, shared.pack),
  handle(events) {
    endRecall(state, shared.pack)
    for (const recorded of events) {
      if (recorded.topic !== 'facts' || recorded.offset <= state.offset) continue
      state.offset = recorded.offset
      evaluate(state, recorded, shared)
    }
    return state.said.splice(0)
  },
})

/** One fact: fold it in, look at what it touched, decide who hears of it. What cannot be read or judged becomes a dead letter, and the partition goes on. */
function evaluate(state: PartitionState, recorded: Recorded, shared: Shared): void {
  const refuse = (why: Why): void => void state.said.push(letterOf(state, recorded, why))
  if (recorded.event === null) {
    refuse({ code: 'unreadable', reason: recorded.unreadable?.reason ?? 'no event', about: null })
    return
  }
  try {
    const folded = fold(state, recorded.event, shared)
    if (folded.kind === 'refused') refuse(folded)
    const failed = reviewTouched(state, { dayBegan: folded.kind === 'day', pack: shared.pack })
    if (failed.length > 0) refuse(sayFailed(failed))
    follow(state, folded)
  } catch (thrown) {
    refuse({ code: 'unjudgeable', reason: sayThrown(thrown), about: null })
  }
}

/** What a fact means to alerts beyond what it touched. */
function follow(state: PartitionState, folded: Folded): void {
  const { day } = state
  if (day === null) return
  if (folded.kind === 'day') withdrawOrphans(state, day)
  if (folded.kind !== 'asked' && folded.kind !== 'gone') return
  const { target } = folded
  hear(state, target, { occasion: folded.kind === 'asked' ? folded.command : 'withdrawn', newest: newestOf(target), rejudged: [], ...missingOf(target, day) })
  if (folded.kind === 'asked') schedule(state, target)
}

const sayFailed = (failed: readonly Failed[]): Why => {
  const [first] = failed
  const more = failed.length > 1 ? `, and so for ${failed.length - 1} more targets` : ''
  return { code: 'unjudgeable', reason: `${sayThrown(first?.cause)}${more}`, about: first?.target.key ?? null }
}

/** Amid a recall there is nothing to show: targets are not judged yet, and alerts may not be theirs. */
function* statesOf(state: PartitionState): Iterable<TargetState> {
  if (!state.settled) return
  for (const { key, declared, newest, overdue, points } of state.watched.values()) {
    const assessment = newest && unpackedLater(newest, key)
    const silence = state.asked.get(key)?.silence ?? null
    yield {
      declared,
      light: newest?.form.light ?? null,
      get assessment() {
        return assessment?.() ?? null
      },
      overdue,
      readings: readingsOf(points),
      alerts: (state.alerts.get(key) ?? []).map(({ alert }) => alert),
      silence: silence !== null && state.day !== null && state.day <= silence.until ? silence : null,
    }
  }
}
