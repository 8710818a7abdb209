import type { Coverage, Measure } from './observation.ts'
import type { Day, Period } from './period.ts'
import type { PresetName } from './preset-name.ts'
import type { TargetKey } from './target.ts'

export type Light = 'grey' | 'green' | 'yellow' | 'red'
export type Outcome = 'met' | 'missed' | 'unknown'

/** How the forecast was made. */
export type Method = 'blend' | 'growth-only' | 'no-history' | 'level-drift' | 'baseline-line' | 'milestone' | 'figure' | 'none'

/** How the pace line was drawn. */
export type PaceLine = 'last-year-share' | 'mean-share' | 'straight' | 'plan' | 'step' | 'target-growth' | 'baseline-line' | 'none'

/** Why a light has its colour. `words.ts` has a sentence for each, in Chinese and English. */
export type ReasonCode =
  | 'on-pace' // on the line or above it
  | 'reached' // the year's goal is already reached
  | 'below-line' // below the pace line, a miss not yet likely
  | 'miss-likely' // P(miss) ≥ .5
  | 'miss-near-certain' // P(miss) ≥ .9
  | 'miss-likely-twice' // P(miss) ≥ .7 in two readings running
  | 'still-red' // not released yet: P(miss) ≥ .5 since it turned red
  | 'just-released' // red until the reading before; a month made good turns yellow first
  | 'first-reading' // would be red, but without history one reading is not enough
  | 'bound-only' // only bounds are known, which never show a target behind
  | 'preset' // the light is that of the region's chosen preset
  | 'met'
  | 'missed' // the year is over, by the figure itself
  | 'no-figure-by-deadline' // 31 March is past and no figure for the whole year has come
  | 'no-report' // a bureau owes the figures and has reported none
  | 'no-release' // the office has published none for this year yet
  | 'incomparable' // figures came, but none that the target can be judged by
  | 'not-judged' // `scope`: the number is not a promise about the year
  | 'milestone-done'
  | 'milestone-ahead'
  | 'milestone-past-due'

/** A code and the parameters of its sentence: numbers in expanded units, periods, days. */
export interface Reason {
  readonly code: ReasonCode
  readonly params: Readonly<Record<string, number | string | boolean | null>>
}

/** A figure that a judgement was computed from, and of which vintage. */
export interface Input {
  readonly period: Period
  readonly measure: Measure
  readonly coverage: Coverage
  readonly value: number
  readonly published: Day
  /** Where the document does not name the day, and it was assumed from the release calendar or the series. */
  readonly publishedBasis?: 'assumed'
}

/** The light of one preset, or null and why it does not apply. */
export interface PresetVerdict {
  readonly light: Light | null
  readonly why: string
}

/** The judgement of one target at one period. Values in the target's expanded unit; per cent for growth and share. */
export interface Assessment {
  readonly target: TargetKey
  /** null while no period of the year has been judged: the light is grey. */
  readonly period: Period | null
  readonly asOf: Day
  readonly light: Light
  readonly outcome: Outcome | null
  readonly pMiss: number | null
  readonly paceDue: number | null
  readonly done: number | null
  readonly shareOfPace: number | null
  readonly forecast: number | null
  readonly forecastLow: number | null
  readonly forecastHigh: number | null
  /** Growth that the rest of the year needs over the same months of last year: 0.31 is 31 % more. null without last year's figures. */
  readonly requiredRunRate: number | null
  /** The amount each remaining month needs, in the expanded unit. */
  readonly requiredPerMonth: number | null
  /** The best growth that the same rest of a year has ever had. */
  readonly bestRunRate: number | null
  readonly paceLine: PaceLine
  readonly method: Method
  /** The factor by which earlier levels were multiplied to fit the published growth; null where they were not. */
  readonly rebased: number | null
  readonly presets: Readonly<Record<PresetName, PresetVerdict>>
  readonly reason: Reason
  readonly inputs: readonly Input[]
}
