import type { Bureau, FeedSpec, LadderRule, Route } from './bureau.ts'
import type { Indicator } from './indicator.ts'
import type { Wording } from './notice/wording.ts'
import type { Day } from './period.ts'
import type { Target } from './target.ts'
import type { TellingHours } from './telling-hours.ts'

/** All that is known of one region and year, as read from `seeds/`. */
export interface Registry {
  readonly region: string
  readonly year: number
  readonly nameZh: string
  readonly nameEn: string
  /** True where the region or its figures are made up. */
  readonly invented: boolean
  /** Judged silently up to this day. */
  readonly effective: Day
  /** What of the published figures is here: `partial` collections say so. */
  readonly coverageNote: string
  /** The report that the targets stand in; `file` is its text in the registry's folder. */
  readonly document: { readonly title: string; readonly date: Day; readonly file: string }
  readonly targets: readonly Target[]
  readonly indicators: readonly Indicator[]
  readonly bureaus: readonly Bureau[]
  readonly supervision: string
  readonly routes: readonly Route[]
  /** Whether the first route that matches decides, or all that match; the first, where it says nothing. */
  readonly take?: 'first' | 'all'
  readonly ladder: LadderRule
  /** How many workdays before it is due a bureau is asked for its report; three, where it says nothing. */
  readonly askAhead?: number
  /** When people may be disturbed; always, where it says nothing. */
  readonly hours?: TellingHours
  /** Sentences of its messages that are its own. */
  readonly wording?: Wording
  readonly feeds: readonly FeedSpec[]
}
