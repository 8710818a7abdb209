import type { AlertEventType, AlertKind, Step } from './alert.ts'
import type { Light } from './assessment.ts'
import type { Firmness, Kind } from './target.ts'
import type { TellingHours } from './telling-hours.ts'

/** How one person is reached. `note` says where a contact is invented. */
export interface Contact {
  readonly step: Step
  readonly name: string
  readonly email?: string
  /** User ids of WeCom: one, or several where a post is held by several. */
  readonly wecom?: readonly string[]
  /** The robot of his group in WeCom, by the name that the notifier's settings give it. */
  readonly robot?: string
  /** Address of a program of his that takes notices. */
  readonly webhook?: string
  readonly note?: string
}

/** Who answers for a target. Contacts by level; the supervision office is a bureau of its own. */
export interface Bureau {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly duties: string
  readonly contacts: readonly Contact[]
}

/** What a route applies to. An absent field matches all. */
export interface RouteMatch {
  readonly targets?: readonly string[]
  readonly kinds?: readonly Kind[]
  readonly firmness?: readonly Firmness[]
  readonly alerts?: readonly AlertKind[]
  readonly events?: readonly AlertEventType[]
  readonly lights?: readonly Light[]
  /** Codes of regions, or their first digits: `42` is a whole province. */
  readonly regions?: readonly string[]
}

/** Whom a route names: the lead bureau as high as the ladder has reached, or no higher than a step; those who support; or a bureau, through its liaison or at a step. */
export type Addressee = 'lead' | 'supporting' | { readonly lead: Step } | { readonly bureau: string; readonly step?: Step }

/** Routes are tried in order and the first that matches decides, unless it says `continue`. */
export interface Route {
  readonly id: string
  readonly match: RouteMatch
  readonly to: readonly Addressee[]
  /** Channels in order of preference; the next is tried where one refuses for good. */
  readonly channels: readonly string[]
  readonly continue: boolean
  /** When those whom it names may be disturbed, where it is not when the region says. */
  readonly hours?: TellingHours
}

/** When one is told a second time, and by whom: days without an answer, or red readings, before the next step of the ladder. */
export interface LadderRule {
  readonly head: { readonly readings: number; readonly days: number }
  readonly supervision: { readonly readings: number; readonly days: number }
}

/** Where figures come from: how to pull, when, and how to read it. `options` belongs to the format. */
export interface FeedSpec {
  readonly id: string
  readonly nameZh: string
  readonly format: string
  /** `file:` relative to the registry's folder, or `https:`. */
  readonly location: string
  /** Cron expression, in Asia/Shanghai. */
  readonly schedule: string
  readonly options: Readonly<Record<string, unknown>>
}
