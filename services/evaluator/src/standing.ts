import type { Assessment, Indicator, Light, Target } from '@shixu/domain'

/** What is known of one target when metrics are scraped. */
export interface Standing {
  readonly target: Target
  readonly indicator: Indicator
  readonly light: Light
  /** Takes more to read than the light, which is asked of every target. */
  readonly assessment: Assessment
  readonly overdue: boolean
  /** Judged periods in a row that have the light of the newest one. */
  readonly readings: number
}
