import { type Assessment, type Period, targetAssessed } from '@shixu/domain'
import { hear } from './evaluate-alerts.ts'
import { judge, missingOf } from './evaluate-judge.ts'
import { type Points, toldAt, wasTold } from './evaluate-points.ts'
import type { PartitionState, Watched } from './evaluate-state.ts'
import { schedule } from './evaluate-wakes.ts'
import { type Pack, unpack } from './packed.ts'

/** A target whose judging threw, and what was thrown. */
export interface Failed {
  readonly target: Watched
  readonly cause: unknown
}

/** Looks again at all that was touched, in the order of keys, which no crash changes. One target's fault is not another's. */
export function reviewTouched(state: PartitionState, { dayBegan, pack }: Pick<Reviewing, 'dayBegan' | 'pack'>): readonly Failed[] {
  const failed: Failed[] = []
  for (const [target, from] of takeTouched(state)) {
    try {
      review(state, target, { from, dayBegan, pack })
    } catch (thrown) {
      failed.push({ target, cause: thrown })
    }
    schedule(state, target)
  }
  return failed
}

/** Nothing is judged before the first day. */
function takeTouched({ touched, day }: PartitionState): readonly (readonly [Watched, Period | null])[] {
  if (day === null || touched.size === 0) return []
  const taken = touched.size === 1 ? [...touched] : [...touched].sort(([one], [other]) => (one.key < other.key ? -1 : 1))
  touched.clear()
  return taken
}

interface Reviewing {
  readonly from: Period | null
  readonly dayBegan: boolean
  readonly pack: Pack
}

/** Judge, tell what differs from what was told, then decide who hears of it. */
function review(state: PartitionState, target: Watched, { from, dayBegan, pack }: Reviewing): void {
  const day = state.day as string
  const { points, assessments } = from === null ? { points: target.points, assessments: [] } : judge(target, withUnknown(target, from), day)
  const judged = assessments.at(-1)
  const newest = judged ?? newestOf(target)
  const missing = missingOf(target, day)
  const overdue = missing.owed.length > 0 && newest?.outcome === null
  const toTell = differing(target.points, points, assessments)
  if (newest !== null && needsTelling(target, { newest, overdue }) && !toTell.includes(newest)) toTell.push(newest)
  Object.assign(target, { points, overdue, ...(judged && { newest: pack(judged) }), ...(from !== null && { judgedOn: day }) })
  for (const assessment of toTell) {
    state.said.push(targetAssessed({ assessment, overdue: overdue && assessment === newest, sequence: [state.partition, state.offset, 0] }))
  }
  hear(state, target, { occasion: 'judged', newest, rejudged: assessments, ...missing })
  if (dayBegan) hear(state, target, { occasion: 'day-began', newest, rejudged: [], ...missing })
}

/** A period is `unknown` only while it is the newest, so it is judged again when a later one comes. */
const withUnknown = ({ newest }: Watched, from: Period): Period => {
  const { outcome = null, period = null } = newest?.form ?? {}
  return outcome === 'unknown' && period !== null && period < from ? period : from
}

/** Of what was judged again, what is not as it was last told. */
function differing(before: Points, points: Points, assessments: readonly Assessment[]): Assessment[] {
  return assessments.filter((assessment, index) => !wasTold(before, assessment, toldAt(points, assessments.length - index)))
}

/** The newest is told again where only the flag differs, and where what was newer is judged no more. */
const needsTelling = (before: Watched, { newest, overdue }: { newest: Assessment; overdue: boolean }): boolean =>
  overdue !== before.overdue || (before.newest !== null && (newest.period ?? '') < (before.newest.form.period ?? ''))

/** The newest judgement of a target, as it was made. */
export const newestOf = ({ newest, key }: Watched): Assessment | null => newest && unpack(newest, key)
