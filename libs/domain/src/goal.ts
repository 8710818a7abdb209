import type { Comparator, Kind, Target } from './target.ts'

/** What a target asks for, in its expanded unit (per cent for growth and share). */
export interface Goal {
  readonly value: number
  readonly comparator: Comparator
  /** -1 where the figure is to stay at or below the value: everything is mirrored. */
  readonly sign: 1 | -1
}

/** 左右: within so much of the value, upwards or downwards. */
export const ABOUT = 0.03

/** Sums of decimal fractions are not exact in binary. */
const EPSILON = 1e-9

/** null for a milestone, or where the registry gives no value. */
export const goalOf = ({ kind, value, valueExpanded, comparator }: Target): Goal | null => {
  const asked = valueExpanded ?? value
  if (kind === 'milestone' || asked === null) return null
  return { value: asked, comparator: comparator ?? 'at-least', sign: comparator === 'at-most' ? -1 : 1 }
}

/** Half a unit of the last published digit: 7.95 is not below 8. What is counted one by one is not rounded. */
export const halfStep = (step: number, kind: Kind): number => ((kind === 'count' || kind === 'stock') && step <= 1 ? 0 : step / 2)

/** By how much a figure may fall short of a mark and still be at it. */
const leeway = ({ comparator }: Goal, mark: number, half: number): number =>
  half + EPSILON * Math.abs(mark) + (comparator === 'about' ? ABOUT * Math.abs(mark) : 0)

/** Whether a figure is at the goal. `above` (突破, 超) asks for strictly more, which a rounded figure at the goal may be. */
export function isMet(goal: Goal, done: number, half: number): boolean {
  if (goal.comparator === 'above' && half === 0) return done > goal.value
  return goal.sign * (done - goal.value) + leeway(goal, goal.value, half) >= 0
}

/** Whether a figure is short of what is due by now, beyond rounding. */
export const isBehind = (goal: Goal, { done, due, half }: { readonly done: number; readonly due: number; readonly half: number }): boolean =>
  goal.sign * (done - due) + leeway(goal, due, half) < 0

/** The value below which the year counts as missed, for a forecast. */
export const barOf = (goal: Goal): number => (goal.comparator === 'about' ? goal.value - ABOUT * Math.abs(goal.value) : goal.value)
