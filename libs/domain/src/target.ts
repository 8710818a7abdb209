import type { Day, Period } from './period.ts'
import type { PresetName } from './preset-name.ts'

export type Kind = 'growth' | 'amount' | 'count' | 'stock' | 'share' | 'milestone'

/** A bare number in the report is met by at least that. `above` is 突破, 超. */
export type Comparator = 'at-least' | 'above' | 'about' | 'at-most'

/** `strive`: 力争, 争取, or another body decides. `progress`: no end state in the year. `scope`: the number only says how many things there are; not judged. */
export type Firmness = 'firm' | 'strive' | 'progress' | 'scope'

/** `region/year/id`: `420100/2024/foreign-trade`. */
export type TargetKey = string

/** Where the report says it. Offsets count characters (code points) from the start of `report.txt`. */
export interface Citation {
  readonly document: string
  readonly section: string
  readonly sentence: string
  readonly start: number
  /** The number as it stands in the sentence; for a milestone the thing named. */
  readonly anchor: string
  readonly anchorOffset: number
}

export interface Responsibility {
  readonly bureau: string
  readonly basis: 'stated' | 'assumed'
}

/** One promise of the report. Values are null for a milestone. */
export interface Target {
  readonly id: string
  readonly region: string
  readonly year: number
  readonly nameZh: string
  readonly nameEn: string
  readonly kind: Kind
  readonly comparator: Comparator | null
  /** As written: 50 with unit 万辆; per cent for growth and share. */
  readonly value: number | null
  readonly unit: string | null
  readonly valueExpanded: number | null
  readonly unitExpanded: string | null
  readonly qualifier: string | null
  readonly firmness: Firmness
  readonly note: string | null
  readonly members: readonly string[]
  readonly lead: Responsibility
  readonly supporting: readonly Responsibility[]
  readonly indicator: string
  readonly citation: Citation
  /** Where a stock or share starts from, in the expanded unit. */
  readonly baseline: { readonly period: Period; readonly value: number } | null
  /** Cumulative plan, in the expanded unit, in order of period. */
  readonly plan: readonly { readonly period: Period; readonly value: number }[] | null
  /** The day by which a milestone is promised; the last of the year unless the report says otherwise. */
  readonly due: Day | null
  /** What gives the light that alerts are raised on. */
  readonly lightBy: 'forecast' | PresetName
}

/** The key under which a target is known everywhere. */
export const targetKey = (target: { region: string; year: number; id: string }): TargetKey => `${target.region}/${target.year}/${target.id}`
