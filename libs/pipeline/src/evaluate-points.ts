import { type Assessment, FRESH, type Light, type LightMemory, monthOf, type Period, periodOf, yearOf } from '@shixu/domain'
import { likeness } from './likeness.ts'

/**
 * The judged periods of a target, in order; of each the likeness of what was last told of it, then its period, light and memory in one number. Later judgements go on from these.
 * Plain doubles, because a million targets keep twelve each: objects would take several times the memory, and the collector would have to walk through them.
 */
export type Points = readonly number[]

export const NO_POINTS: Points = []

const WIDTH = 2
const LIGHTS = ['grey', 'green', 'yellow', 'red'] as const satisfies readonly Light[]
const MEMORY_SPAN = 16
const MONTH_SPAN = MEMORY_SPAN * LIGHTS.length
/** Of a point that stands for no period: the year is grey. */
const NO_MONTH = 0

const monthOrNone = (period: Period | null): number => (period === null ? NO_MONTH : yearOf(period) * 12 + monthOf(period))

const stateOf = (period: Period | null, light: Light, memory: LightMemory): number =>
  monthOrNone(period) * MONTH_SPAN + LIGHTS.indexOf(light) * MEMORY_SPAN + memory

const monthAt = (points: Points, at: number): number => Math.floor(points[at + 1]! / MONTH_SPAN)

const lightAt = (points: Points, at: number): Light => LIGHTS[Math.floor(points[at + 1]! / MEMORY_SPAN) % LIGHTS.length]!

/** The day of judging alone is no difference, nor are days that are counted from it. */
const NO_DAYS = { daysLeft: null, daysLate: null }

const toldOf = (assessment: Assessment): number =>
  likeness({ ...assessment, asOf: null, reason: { code: assessment.reason.code, params: { ...assessment.reason.params, ...NO_DAYS } } })

/** The points of `before`, and after them those of assessments, each with what the lights remember after it. */
export function withPoints(before: Points, assessments: readonly Assessment[], memories: readonly LightMemory[]): Points {
  const points: number[] = []
  for (const [index, assessment] of assessments.entries())
    points.push(toldOf(assessment), stateOf(assessment.period, assessment.light, memories[index] ?? FRESH))
  // As long as it has to be, where what grows takes half as much again.
  return before.concat(points)
}

/** Those of periods before one. What stands for no period is not among them. */
export function pointsBefore(points: Points, period: Period): Points {
  const end = stateOf(period, 'grey', FRESH)
  let at = 0
  while (at < points.length && monthAt(points, at) !== NO_MONTH && points[at + 1]! < end) at += WIDTH
  return points.slice(0, at)
}

export const withoutLast = (points: Points): Points => points.slice(0, -WIDTH)

/** What the lights remember after the last point. */
export const memoryOf = (points: Points): LightMemory => (points.length === 0 ? FRESH : points.at(-1)! % MEMORY_SPAN)

/** The last point's period; null where it stands for none, undefined where there is no point. */
export function lastPeriodOf(points: Points): Period | null | undefined {
  if (points.length === 0) return
  const month = monthAt(points, points.length - WIDTH)
  return month === NO_MONTH ? null : periodOf(Math.floor((month - 1) / 12), ((month - 1) % 12) + 1)
}

/** Whether an assessment of this likeness was told of its period when these points were made. */
export function wasTold(points: Points, { period }: Assessment, told: number | undefined): boolean {
  const month = monthOrNone(period)
  for (let at = 0; at < points.length; at += WIDTH) if (monthAt(points, at) === month) return points[at] === told
  return false
}

/** The likeness of the point so many from the end: 1 is the last. */
export const toldAt = (points: Points, fromEnd: number): number | undefined => points.at(-fromEnd * WIDTH)

export const lightsOf = (points: Points): readonly Light[] => {
  const lights: Light[] = []
  for (let at = 0; at < points.length; at += WIDTH) lights.push(lightAt(points, at))
  return lights
}

/** Judged periods in a row that have the light of the newest one. Where the year is grey there is none. */
export function readingsOf(points: Points): number {
  if (points.length === 0 || monthAt(points, 0) === NO_MONTH) return 0
  const newest = lightAt(points, points.length - WIDTH)
  let readings = 0
  for (let at = points.length - WIDTH; at >= 0 && lightAt(points, at) === newest; at -= WIDTH) readings += 1
  return readings
}
