import { type Assessment, type Event, type Period, targetAssessed } from '@shixu/domain'
import { hear } from './evaluate-alerts.ts'
import { judge, owedBy } from './evaluate-judge.ts'
import type { PartitionState, Point, Watched } from './evaluate-state.ts'
import { schedule } from './evaluate-wakes.ts'

/** The fact by which one looks: its offset, and whether a day began with it. */
export interface Cause {
  readonly offset: number
  readonly dayBegan: boolean
}

/** A target whose judging threw, and what was thrown. */
export interface Failed {
  readonly target: Watched
  readonly cause: unknown
}

/** Looks again at all that was touched, in the order of keys, which no crash changes. One target's fault is not another's. */
export function reviewTouched(state: PartitionState, cause: Cause): { readonly events: readonly Event[]; readonly failed: readonly Failed[] } {
  const events: Event[] = []
  const failed: Failed[] = []
  for (const [target, from] of takeTouched(state)) {
    try {
      events.push(...review(state, target, { ...cause, from }))
    } catch (thrown) {
      failed.push({ target, cause: thrown })
    }
    schedule(state, target)
  }
  return { events, failed }
}

/** Nothing is judged before the first day. */
export function takeTouched({ touched, day }: PartitionState): readonly (readonly [Watched, Period | null])[] {
  if (day === null || touched.size === 0) return []
  const taken = [...touched].sort(([one], [other]) => (one.key < other.key ? -1 : 1))
  touched.clear()
  return taken
}

/** Judge, tell what differs from what was told, then decide who hears of it. */
function review(state: PartitionState, target: Watched, { from, offset, dayBegan }: Cause & { from: Period | null }): readonly Event[] {
  const day = state.day as string
  const told = new Map(target.points.map(({ period, told: print }) => [period, print]))
  const { points, assessments } = from === null ? { points: target.points, assessments: [] } : judge(target, from, day)
  const newest = assessments.at(-1) ?? target.newest
  const owed = owedBy(target, day)
  const overdue = owed.length > 0 && newest?.outcome === null
  const toTell = differing(points, assessments, told)
  if (newest !== null && needsTelling(target, { newest, overdue }) && !toTell.includes(newest)) toTell.push(newest)
  Object.assign(target, { points, newest, overdue, ...(from !== null && { judgedOn: day }) })
  return [
    ...toTell.map((assessment) => targetAssessed({ assessment, overdue: overdue && assessment === newest, sequence: [state.partition, offset, 0] })),
    ...hear(state, { target, occasion: 'judged', offset, rejudged: assessments, owed }),
    ...(dayBegan ? hear(state, { target, occasion: 'day-began', offset, rejudged: [], owed }) : []),
  ]
}

const differing = (points: readonly Point[], assessments: readonly Assessment[], told: ReadonlyMap<Period | null, string>): Assessment[] => {
  const kept = points.length - assessments.length
  return assessments.filter(({ period }, index) => points[kept + index]?.told !== told.get(period))
}

/** The newest is told again where only the flag differs, and where what was newer is judged no more. */
const needsTelling = (before: Watched, { newest, overdue }: { newest: Assessment; overdue: boolean }): boolean =>
  overdue !== before.overdue || (before.newest !== null && (newest.period ?? '') < (before.newest.period ?? ''))
