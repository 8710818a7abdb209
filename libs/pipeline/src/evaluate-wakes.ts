import { type Day, nextDayOf, periodOf } from '@shixu/domain'
import { type PartitionState, touch, upsert, type Watched } from './evaluate-state.ts'

/** Puts a target down for the next day whose mere beginning matters to it, so that a day on which nothing is due costs nothing. */
export function schedule(state: PartitionState, target: Watched): void {
  const next = nextWake(state, target)
  if (next === target.wakesOn) return
  unschedule(state, target)
  target.wakesOn = next
  if (next !== null) upsert(state.wakes, next, () => new Set()).add(target)
}

export function unschedule({ wakes }: PartitionState, target: Watched): void {
  if (target.wakesOn !== null) wakes.get(target.wakesOn)?.delete(target)
  target.wakesOn = null
}

/** Touches the targets that wait for a day up to this one. Those to which the day is decisive are judged again. */
export function wake(state: PartitionState, day: Day): void {
  for (const due of daysUpTo(state.wakes, day)) {
    for (const target of state.wakes.get(due) ?? []) {
      target.wakesOn = null
      touch(state, target, isDecisive(target, day) ? periodOf(target.declared.target.year, 1) : null)
    }
    state.wakes.delete(due)
  }
}

/** The days of a map that have come, in order. */
export const daysUpTo = (map: ReadonlyMap<Day, unknown>, day: Day): readonly Day[] => {
  if (map.size === 0) return []
  return [...map.keys()].filter((each) => each <= day).sort()
}

const isDecisive = ({ timetable, judgedOn }: Watched, day: Day): boolean =>
  timetable.decisive.some((decisive) => decisive <= day && (judgedOn === null || judgedOn < decisive))

/** The next day of its timetable, or one that its alerts wait for. */
function nextWake({ alerts, day }: PartitionState, { key, declared, timetable }: Watched): Day | null {
  if (day === null) return null
  let next = timetable.days.find((each) => each > day) ?? null
  for (const { alert } of alerts.get(key) ?? []) {
    const waits = nextDayOf(alert, { day, ladder: declared.ladder })
    if (waits !== null && waits > day && (next === null || waits < next)) next = waits
  }
  return next
}
