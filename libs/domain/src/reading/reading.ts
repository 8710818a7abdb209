import type { Input, PaceLine } from '../assessment.ts'
import type { Outlook } from '../forecast/outlook.ts'
import type { Goal } from '../goal.ts'
import type { Target } from '../target.ts'
import type { Known } from './known.ts'

/** One period's figures against the goal, before any light. */
export interface Reading {
  /** 1 to 12. */
  readonly month: number
  readonly done: number
  /** Half a unit of its last published digit. */
  readonly half: number
  /** False where it is a bound or an estimate, which shows nothing behind. */
  readonly exact: boolean
  readonly due: number | null
  readonly line: PaceLine
  /** Where the way to the goal begins: 0 for what accumulates, the baseline of a stock or share, null for growth. */
  readonly start: number | null
  /** Done ÷ due; for growth of the levels that they mean. */
  readonly shareOfPace: number | null
  /** null in December, and where nothing can be foretold. */
  readonly outlook: Outlook | null
  readonly rebased: number | null
  readonly requiredRunRate: number | null
  readonly requiredPerMonth: number | null
  readonly bestRunRate: number | null
  readonly inputs: readonly Input[]
}

/** What is read: a target's goal at a month (1 to 12) of its year. */
export interface Aim {
  readonly target: Target
  readonly goal: Goal
  readonly month: number
}

/** Reads one period; null where no figure is there that this kind of target can be judged by. */
export type Reader = (known: Known, aim: Aim) => Reading | null
