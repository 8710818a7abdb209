import type { Alert, AlertEvent, Command, Day, Event, Observation, Period, Sequence, Series, TargetDeclared, TargetKey } from '@shixu/domain'

import type { Points } from './evaluate-points.ts'
import type { Timetable } from './evaluate-timetable.ts'
import type { PackedAssessment } from './packed.ts'

/** One target that is watched. */
export interface Watched {
  readonly key: TargetKey
  declared: TargetDeclared
  figures: Figures
  timetable: Timetable
  points: Points
  newest: PackedAssessment | null
  overdue: boolean
  /** When it was last judged: a recall judges it once, as of that day. */
  judgedOn: Day | null
  /** The next day whose mere beginning matters to it. */
  wakesOn: Day | null
}

/** All figures of one indicator in one region, and the targets that they measure. What came before any target said how it is counted waits in `early`. */
export interface Figures {
  series: Series | null
  early: Observation[] | null
  targets: readonly Watched[]
}

/** An alert as it was last written down. */
export interface Standing {
  readonly alert: Alert
  readonly sequence: Sequence
}

/** What people asked for of one target: commands that were obeyed, and the silence that they want. */
export interface Asked {
  readonly commands: Set<string>
  /** The last silence that was asked for, over or not. */
  silence: Command | null
}

/** An alert as it was recalled. `last` is its newest event; where an older one stands last in the log, `displaced`. */
export interface Recalled {
  last: AlertEvent
  displaced: boolean
}

/** All that one partition is judged by. Changed by `fold` and `review` alone. */
export interface PartitionState {
  readonly partition: number
  /** The last day that began. */
  day: Day | null
  /** Offset of the fact at hand, or of the last one. */
  offset: number
  readonly watched: Map<TargetKey, Watched>
  /** By region, then by indicator. */
  readonly figures: Map<string, Map<string, Figures>>
  readonly alerts: Map<TargetKey, readonly Standing[]>
  readonly asked: Map<TargetKey, Asked>
  /** Figures by the day on which they will be published. */
  readonly unpublished: Map<Day, Observation[]>
  readonly wakes: Map<Day, Set<Watched>>
  /** Targets to look at again, and the first period to judge again; null where none is. */
  readonly touched: Map<Watched, Period | null>
  /** Alerts that are recalled, until the recall is over. */
  readonly recalled: Map<string, Recalled>
  /** Whether the recall is over, and what it brought has been judged. */
  settled: boolean
  /** What the facts at hand have given so far. */
  readonly said: Event[]
  /** Alerts that go on though their target is gone. */
  readonly orphans: AlertEvent[]
  /** How many facts and targets a recall passed over: they could not be judged, and were told of, when they were first met. */
  passedOver: number
}

export const emptyState = (partition: number): PartitionState => ({
  partition,
  day: null,
  offset: -1,
  watched: new Map(),
  figures: new Map(),
  alerts: new Map(),
  asked: new Map(),
  unpublished: new Map(),
  wakes: new Map(),
  touched: new Map(),
  recalled: new Map(),
  settled: false,
  said: [],
  orphans: [],
  passedOver: 0,
})

/** Has a target looked at again, and judged again from a period on. */
export function touch({ touched }: PartitionState, target: Watched, from: Period | null): void {
  const before = touched.get(target)
  if (before === undefined || before === null || (from !== null && from < before)) touched.set(target, from)
}

/** What is in a map under a key, put there first where nothing is. */
export function upsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}
