import type { Coverage, Measure } from './observation.ts'

/**
 * When a figure is due. `day` is of the month after the period; `yearEndDay` where December's comes on another day. Monthly figures have no January of their own.
 * `workday` is the n-th workday of the month after. `bureau` is a report that the lead bureau owes for each of `months` (1 to 12), by `day` of the month after.
 */
export type ReleaseRule =
  | { readonly rule: 'monthly'; readonly day: number; readonly yearEndDay?: number }
  | { readonly rule: 'quarterly'; readonly day: number; readonly yearEndDay?: number }
  | { readonly rule: 'yearly'; readonly month: number; readonly day: number }
  | { readonly rule: 'workday'; readonly every: 'month' | 'quarter'; readonly nth: number }
  | { readonly rule: 'bureau'; readonly months: readonly number[]; readonly day: number }

/** What is measured, by whom it is published, and when. */
export interface Indicator {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  /** Expanded unit of its levels: 元, 户, 辆; `%` where only growth or a share is published. */
  readonly unit: string
  readonly measures: readonly Measure[]
  readonly coverage: Coverage
  readonly publisher: { readonly by: 'office' | 'bureau'; readonly name: string }
  readonly release: ReleaseRule
  /** Whether the release rule is the publisher's own word or a guess from past releases. */
  readonly releaseBasis: 'stated' | 'assumed'
  /** What exactly is counted, where the name does not say. */
  readonly definition?: string
}
