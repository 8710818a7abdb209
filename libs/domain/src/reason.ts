import type { Reason, ReasonCode } from './assessment.ts'
import type { Kind } from './target.ts'

type Param = number | string | boolean | null

/** Where a judged target stands. Values in the target's expanded unit; per cent for growth and share. */
export interface Standing {
  readonly [name: string]: Param
  readonly kind: Kind
  readonly period: string
  readonly unit: string
  readonly done: number
  /** Where the figure is a bound or an estimate. */
  readonly rough?: true
  /** null where no line can be drawn. */
  readonly due: number | null
  readonly goal: number
  /** Where the figure is to stay at or below what is due and the goal. */
  readonly cap?: true
  /** Where the year will end, and how likely it is to miss; null without a forecast. */
  readonly forecast: number | null
  readonly pMiss: number | null
  /** Months (1 to 12) that are left of the year after the period. */
  readonly monthsLeft: number
}

/** How a year ended: `done` against `goal`. */
export interface Ending {
  readonly [name: string]: Param
  readonly kind: Kind
  readonly period: string
  readonly unit: string
  readonly done: number
  readonly goal: number
  /** Where the figure was to stay at or below the goal. */
  readonly cap?: true
  /** True where the figure is a bound or an estimate and not yet exact. */
  readonly provisional: boolean
}

/** Nothing is judged yet. `publisher` owes or publishes the figures. */
export interface Silence {
  readonly [name: string]: Param
  readonly year: number
  readonly publisher: string
}

/** The parameters of each reason's sentence. */
export interface ReasonParams {
  readonly 'on-pace': Standing
  readonly reached: Standing
  readonly 'below-line': Standing
  readonly 'miss-likely': Standing
  readonly 'miss-near-certain': Standing
  /** `pBefore`: the probability in the reading before. */
  readonly 'miss-likely-twice': Standing
  readonly 'still-red': Standing
  readonly 'just-released': Standing
  readonly 'first-reading': Standing
  readonly preset: Standing & { readonly preset: string; readonly why: string }
  readonly met: Ending
  readonly missed: Ending
  /** `deadline` is the day that passed; `done` and `period` are the newest known, null where nothing is. */
  readonly 'no-figure-by-deadline': { readonly year: number; readonly deadline: string; readonly period: string | null; readonly done: number | null }
  /** `due` is a milestone's day, which is gone; null where figures are what was to be reported. */
  readonly 'no-report': Silence & { readonly due: string | null }
  readonly 'no-release': Silence
  /** `newest` is the newest period that a figure came for; `measure` what came. */
  readonly incomparable: Silence & { readonly newest: string; readonly measure: string }
  /** Only bounds are known: the newest, which is below what is due. */
  readonly 'bound-only': { readonly period: string; readonly unit: string; readonly done: number; readonly goal: number }
  readonly 'not-judged': { readonly firmness: string }
  readonly 'milestone-done': { readonly due: string; readonly doneOn: string; readonly daysLate: number }
  /** Days are counted to the day of judging. Words leave them out: they may be read on a later day. */
  readonly 'milestone-ahead': { readonly due: string; readonly daysLeft: number }
  readonly 'milestone-past-due': { readonly due: string; readonly daysLate: number }
}

/** A reason whose parameters are those of its code. */
export const because = <C extends ReasonCode>(code: C, params: ReasonParams[C]): Reason => ({ code, params: params as Reason['params'] })
