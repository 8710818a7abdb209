import type { Day, Period } from './period.ts'

/** What kind of figure is published. `growth` is year on year, in per cent; `done` is 1 for a milestone that was reached. */
export type Measure = 'level' | 'growth' | 'share' | 'done'

/** What the figure covers: `ytd` January to the period's month, that `month` or `quarter` alone, or the `point` at its end. */
export type Coverage = 'ytd' | 'month' | 'quarter' | 'point'

/** How exactly the publisher said it. Only `exact` can show a target behind. */
export type Bound = 'exact' | 'at-least' | 'about' | 'estimate'

/** One published figure. A bureau's report is one too, with `reportedBy` and `evidence`. */
export interface Observation {
  readonly region: string
  readonly indicator: string
  readonly period: Period
  readonly measure: Measure
  readonly coverage: Coverage
  /** In the expanded unit: 806.7 亿元 is 80670000000 元. */
  readonly value: number
  /** Expanded unit: 元, 户, 辆, 平方米, %. */
  readonly unit: string
  /** One unit of the last published digit, in the expanded unit: 806.7 亿元 has 10000000. */
  readonly step: number
  /** As published, number and unit: `806.7亿元`. */
  readonly written: string
  readonly bound: Bound
  readonly published: Day
  /** Whether the publisher's document gave the day, or the indicator's release rule did. */
  readonly publishedBasis: 'stated' | 'assumed'
  /** `first-published`, `revised` or `implied-by-later-release`, as far as it is known. */
  readonly basis: string
  /** Feed or command, and the place in it: `wuhan-statistics#observations.csv:12`. */
  readonly source: string
  /** The day a milestone was reached, where `measure` is `done`. */
  readonly doneOn?: Day
  readonly reportedBy?: string
  readonly evidence?: string
}

/** Which figure it is, whoever published it and when. */
export const figureKey = (of: Pick<Observation, 'region' | 'indicator' | 'period' | 'measure' | 'coverage'>): string =>
  `${of.region}/${of.indicator}/${of.period}/${of.measure}/${of.coverage}`
