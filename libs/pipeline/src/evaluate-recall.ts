import { type AlertEvent, alertChanged, alertKey, type Day, periodOf, type Sequence, trim, UNSAID } from '@shixu/domain'
import { stand, write } from './evaluate-alerts.ts'
import { fold } from './evaluate-fold.ts'
import { judge, missingOf } from './evaluate-judge.ts'
import type { Shared } from './evaluate-shared.ts'
import type { PartitionState, Watched } from './evaluate-state.ts'
import { schedule } from './evaluate-wakes.ts'
import type { Pack } from './packed.ts'
import type { Recorded } from './ports.ts'

/** The highest sequence of an alert counts, whatever stands last: a late write of an owner that was one no more changes nothing. */
export function recallAlert({ recalled }: PartitionState, event: AlertEvent): void {
  const key = alertKey(event.alert.target, event.alert.kind)
  const known = recalled.get(key)
  if (!known) recalled.set(key, { last: event, displaced: false })
  else if (isAfter(event.sequence, known.last.sequence)) Object.assign(known, { last: event, displaced: false })
  else known.displaced = isAfter(known.last.sequence, event.sequence)
}

const isAfter = ([, offset, ordinal]: Sequence, [, otherOffset, otherOrdinal]: Sequence): boolean =>
  offset > otherOffset || (offset === otherOffset && ordinal > otherOrdinal)

/** Folds a fact in and only marks when each target was last judged: to judge once, when all is recalled, gives the same. */
export function recallFact(state: PartitionState, { offset, event }: Recorded, shared: Shared): void {
  if (offset <= state.offset) return
  state.offset = offset
  if (event === null) return
  let isTarget = false
  try {
    isTarget = fold(state, event, shared).kind === 'target'
  } catch {
    state.passedOver += 1
  }
  note(state, isTarget)
}

/** The order in which targets are looked at changes nothing here. One that waits for a day to come goes on waiting for it, unless it was declared anew: no alert stands yet. */
function note(state: PartitionState, isDeclared: boolean): void {
  const { touched, day } = state
  if (day === null) return
  for (const [target, from] of touched) {
    if (from !== null) target.judgedOn = day
    if (isDeclared || target.wakesOn === null || target.wakesOn <= day) schedule(state, target)
  }
  touched.clear()
}

/** Ends a recall, once: judges what was recalled as of when it was last judged, and says again what a late write has displaced. */
export function endRecall(state: PartitionState, pack: Pack): void {
  if (state.settled) return
  state.settled = true
  for (const { last, displaced } of state.recalled.values()) {
    stand(state, last)
    if (displaced) state.said.push(alertChanged(last))
    if (last.alert.status !== 'over' && last.sequence[1] <= state.offset && !state.watched.has(last.alert.target)) state.orphans.push(last)
  }
  state.recalled.clear()
  for (const region of state.figures.values()) for (const { series } of region.values()) if (series) trim(series)
  for (const target of state.watched.values()) {
    rejudge(state, target, pack)
    schedule(state, target)
  }
}

function rejudge(state: PartitionState, target: Watched, pack: Pack): void {
  if (target.judgedOn === null || state.day === null) return
  try {
    const { points, assessments } = judge(target, periodOf(target.declared.target.year, 1), target.judgedOn)
    const newest = assessments.at(-1)
    const overdue = newest?.outcome === null && missingOf(target, state.day).owed.length > 0
    Object.assign(target, { points, newest: newest ? pack(newest) : null, overdue })
  } catch {
    state.passedOver += 1
  }
}

/** An alert whose target is gone from the log, tombstone and all, is withdrawn with the first day that begins after the recall. */
export function withdrawOrphans(state: PartitionState, day: Day): void {
  for (const { subject, assessment, alert, sequence } of state.orphans.splice(0)) {
    if (state.watched.has(alert.target)) continue
    const { kind, readings } = alert
    const change = { type: 'withdrawn', why: 'target-gone', day, subject, assessment, kind, readings, announced: UNSAID, outcome: null } as const
    write(state, { alert, sequence }, [change])
  }
}
