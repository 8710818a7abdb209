import {
  append,
  type Command,
  createSeries,
  type Day,
  type Event,
  type Indicator,
  judgedFrom,
  type Observation,
  periodOf,
  type TargetDeclared,
  type TargetKey,
  targetEventKey,
  targetKey,
} from '@shixu/domain'
import type { FactRefusal } from './evaluate-letters.ts'
import { NO_POINTS } from './evaluate-points.ts'
import type { Shared } from './evaluate-shared.ts'
import { type Figures, type PartitionState, touch, upsert, type Watched } from './evaluate-state.ts'
import { daysUpTo, unschedule, wake } from './evaluate-wakes.ts'

/** What a fact was, once it is folded in. What it touched stands in the state. */
export type Folded =
  | { readonly kind: 'figure' | 'target' | 'nothing' }
  | { readonly kind: 'day' }
  | { readonly kind: 'asked'; readonly target: Watched; readonly command: Command }
  | { readonly kind: 'gone'; readonly target: Watched }
  | { readonly kind: 'refused'; readonly code: FactRefusal; readonly reason: string; readonly about: string }

const NOTHING: Folded = { kind: 'nothing' }

/** Folds one fact into the state. The same fact twice may touch a target again, but changes nothing that would be told. */
export function fold(state: PartitionState, event: Event, shared: Shared): Folded {
  switch (event.type) {
    case 'target-declared':
      return event.data === null ? withdraw(state, event.key) : declare(state, event.data, shared)
    case 'observation-published':
      return event.data === null ? NOTHING : publish(state, event.data)
    case 'command-given':
      return event.data === null ? NOTHING : ask(state, event.data)
    case 'day-began':
      return event.data === null ? NOTHING : begin(state, event.data.day)
    default:
      return NOTHING
  }
}

function declare(state: PartitionState, said: TargetDeclared, { sharing, timetableOf }: Shared): Folded {
  const declared = sharing(said)
  const { target, indicator } = declared
  const key = targetKey(target)
  const figures = figuresOf(state, target.region, indicator.id)
  if (figures.series && figures.series.unit !== indicator.unit) return otherUnit(key, indicator, figures.series.unit)
  count(figures, indicator)
  const known = state.watched.get(key)
  if (known) leave(known)
  const now = { declared, figures, timetable: timetableOf(declared) }
  const watched = known ? Object.assign(known, now) : newlyWatched(key, now)
  state.watched.set(key, watched)
  figures.targets = [...figures.targets, watched]
  touch(state, watched, periodOf(target.year, 1))
  return { kind: 'target' }
}

const newlyWatched = (key: TargetKey, now: Pick<Watched, 'declared' | 'figures' | 'timetable'>): Watched => ({
  key,
  ...now,
  points: NO_POINTS,
  newest: null,
  overdue: false,
  judgedOn: null,
  wakesOn: null,
})

const otherUnit = (about: string, { id, unit }: Indicator, before: string): Folded => ({
  kind: 'refused',
  code: 'other-unit',
  reason: `indicator "${id}" is counted in "${before}" and would now be counted in "${unit}"; an indicator that is counted otherwise needs another id`,
  about,
})

/** From now on it is known how the indicator is counted. */
function count(figures: Figures, indicator: Indicator): void {
  if (figures.series) return
  figures.series = createSeries(indicator)
  for (const observation of figures.early ?? []) append(figures.series, observation)
  figures.early = null
}

const figuresOf = ({ figures }: PartitionState, region: string, indicator: string): Figures => upsert(upsert(figures, region, newRegion), indicator, newFigures)

const newRegion = (): Map<string, Figures> => new Map()
const newFigures = (): Figures => ({ series: null, early: null, targets: [] })

/** Its figures measure it no more. */
function leave(target: Watched): void {
  const { figures } = target
  figures.targets = figures.targets.filter((each) => each !== target)
}

function withdraw(state: PartitionState, eventKey: string): Folded {
  const target = state.watched.get(eventKey.slice(targetEventKey('').length))
  if (!target) return NOTHING
  state.watched.delete(target.key)
  leave(target)
  state.touched.delete(target)
  unschedule(state, target)
  return { kind: 'gone', target }
}

/** A figure counts from the day on which it was published, not before. */
function publish(state: PartitionState, observation: Observation): Folded {
  const { region, indicator, published, measure, unit } = observation
  const figures = figuresOf(state, region, indicator)
  if (figures.series && measure === 'level' && unit !== figures.series.unit) {
    const reason = `a level in "${unit}", where the indicator "${indicator}" is counted in "${figures.series.unit}"`
    return { kind: 'refused', code: 'other-unit', reason, about: indicator }
  }
  if (state.day === null || published > state.day) upsert(state.unpublished, published, () => []).push(observation)
  else place(state, figures, observation)
  return { kind: 'figure' }
}

function place(state: PartitionState, figures: Figures, observation: Observation): void {
  if (!figures.series) {
    figures.early ??= []
    figures.early.push(observation)
    return
  }
  append(figures.series, observation)
  for (const target of figures.targets) {
    const from = judgedFrom(target.declared.target, observation)
    if (from !== null) touch(state, target, from)
  }
}

/** The same command twice is one. */
function ask(state: PartitionState, command: Command): Folded {
  const target = state.watched.get(command.target)
  const asked = upsert(state.asked, command.target, () => ({ commands: new Set<string>(), silence: null }))
  if (asked.commands.has(command.id)) return NOTHING
  asked.commands.add(command.id)
  if (command.kind === 'silence') asked.silence = command
  if (target) return { kind: 'asked', target, command }
  return { kind: 'refused', code: 'unknown-target', reason: `no target "${command.target}" is declared in this partition`, about: command.target }
}

/** Days begin in order; one that has begun does not begin again. */
function begin(state: PartitionState, day: Day): Folded {
  if (state.day !== null && day <= state.day) return NOTHING
  state.day = day
  for (const published of daysUpTo(state.unpublished, day)) {
    for (const observation of state.unpublished.get(published) ?? []) place(state, figuresOf(state, observation.region, observation.indicator), observation)
    state.unpublished.delete(published)
  }
  wake(state, day)
  return { kind: 'day' }
}
