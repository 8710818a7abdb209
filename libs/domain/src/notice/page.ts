import type { Light } from '../assessment.ts'
import type { Day } from '../period.ts'
import type { Registry } from '../registry.ts'
import type { TargetKey } from '../target.ts'
import type { DueEvent } from './story.ts'

/** What the notifier knows of a region: its files. A `Registry` is one. */
export type Directory = Pick<
  Registry,
  'nameZh' | 'invented' | 'document' | 'bureaus' | 'indicators' | 'routes' | 'supervision' | 'ladder' | 'hours' | 'take' | 'wording'
>

/** A target that stands yellow. That alone raises no alert: it is said where its bureau hears of something anyway. */
export interface Yellow {
  readonly target: TargetKey
  readonly nameZh: string
  readonly lead: string
}

/** All that one message is made of: one reader, one day. */
export interface DigestRequest {
  readonly due: readonly DueEvent[]
  readonly day: Day
  readonly reader: { readonly bureau: string; readonly name: string }
  readonly directory: Directory
  /** Targets that stand yellow, of any bureau of the region; nothing where that is not known. */
  readonly yellow?: readonly Yellow[]
  /** A replay tells of the past, and says so. */
  readonly replay: boolean
}

export interface Row {
  readonly label: string
  readonly words: string
  /** What the reader is asked to do stands out. */
  readonly strong?: true
}

/** One target, or one bureau's overdue figures in one line. */
export interface Entry {
  /** Key of the alert of which a picture may stand here; null where the entry is about several. */
  readonly alert: string | null
  readonly light: Light | null
  readonly title: string
  readonly verdict: string
  readonly rows: readonly Row[]
}

export interface Section {
  readonly title: string
  readonly entries: readonly Entry[]
  /** What all entries ask of the reader. */
  readonly ask: Row | null
}

/** A message before it is written as text or HTML. Nothing in it is escaped; everything is on one line. */
export interface Page {
  readonly subject: string
  readonly headline: string
  readonly salutation: string
  /** What must be known before reading on: that it is a replay, or invented. */
  readonly banners: readonly string[]
  readonly sections: readonly Section[]
  readonly footer: readonly string[]
}

export const bureauName = (directory: Directory, id: string): string => directory.bureaus.find((bureau) => bureau.id === id)?.nameZh ?? id
