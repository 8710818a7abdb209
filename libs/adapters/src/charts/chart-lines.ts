import { type AlertEvent, type Assessment, type Curve, monthOf, type Target } from '@shixu/domain'
import { type Scale, scaleOf } from './scale.ts'

type Point = number | null

/** All that is drawn, in the unit of the axis: twelve points a line, null where there is none. */
export interface Lines {
  readonly scale: Scale
  readonly goal: number
  readonly thisYear: readonly Point[]
  readonly lastYear: readonly Point[]
  /** null where it would lie on the target all year long. */
  readonly pace: readonly Point[] | null
  /** From the last figure to the year's end; null where nothing is foretold. */
  readonly forecast: { readonly middle: readonly Point[]; readonly low: readonly Point[]; readonly high: readonly Point[] } | null
}

/** An alert event with a curve. */
export type Drawable = AlertEvent & { readonly curve: Curve }

/** As much of one as a picture shows. */
export interface Course {
  readonly subject: Pick<Target, 'kind' | 'nameZh' | 'year' | 'comparator' | 'unitExpanded'>
  readonly assessment: Pick<Assessment, 'period' | 'light' | 'done' | 'forecast' | 'forecastLow' | 'forecastHigh'> | null
  readonly curve: Curve
}

export const isDrawable = (event: AlertEvent): event is Drawable => event.curve?.thisYear.some((value) => value !== null) ?? false

export function linesOf(event: Course): Lines {
  const { subject, curve } = event
  const scale = scaleOf(subject, curve)
  const scaled = (value: number | null): Point => (value === null ? null : value / scale.factor)
  const goal = curve.goal / scale.factor
  const pace = curve.line.map(scaled)
  return {
    scale,
    goal,
    thisYear: curve.thisYear.map(scaled),
    lastYear: curve.lastYear.map(scaled),
    pace: pace.every((value) => value === null || value === goal) ? null : pace,
    forecast: forecastOf(event, scaled),
  }
}

const DECEMBER = 11

function forecastOf({ assessment, curve }: Course, scaled: (value: number | null) => Point): Lines['forecast'] {
  if (assessment === null || assessment.period === null || assessment.forecast === null) return null
  const at = monthOf(assessment.period) - 1
  const done = scaled(curve.thisYear[at] ?? assessment.done)
  if (at >= DECEMBER || done === null) return null
  const towards = (end: number | null): readonly Point[] => straight({ at, value: done }, scaled(end ?? assessment.forecast)!)
  return { middle: towards(assessment.forecast), low: towards(assessment.forecastLow), high: towards(assessment.forecastHigh) }
}

/** What lies between is not foretold, so a straight line leads there. */
const straight = (from: { readonly at: number; readonly value: number }, end: number): readonly Point[] =>
  Array.from({ length: 12 }, (_, month) => (month < from.at ? null : from.value + ((end - from.value) * (month - from.at)) / (DECEMBER - from.at)))
