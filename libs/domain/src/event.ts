import type { AlertEvent, Sequence } from './alert.ts'
import type { Assessment } from './assessment.ts'
import type { LadderRule } from './bureau.ts'
import type { Command } from './command.ts'
import type { Indicator } from './indicator.ts'
import type { Observation } from './observation.ts'
import type { Day } from './period.ts'
import type { Target } from './target.ts'

/** A target with all that it is judged by. Judged silently up to `effective`. A withdrawn target is a tombstone (`data` null). */
export interface TargetDeclared {
  readonly target: Target
  readonly indicator: Indicator
  readonly effective: Day
  readonly ladder: LadderRule
  /** How many workdays before it is due its bureau is asked for a report; three, where it says nothing. */
  readonly askAhead?: number
}

export interface DayBegan {
  readonly day: Day
}

export interface TargetAssessed {
  readonly assessment: Assessment
  readonly overdue: boolean
  readonly sequence: Sequence
}

export type DeliveryOutcome = 'accepted' | 'refused' | 'deferred' | 'unknown' | 'dead' | 'superseded'

/** One try of a notice on one channel, and what became of it. */
export interface Delivery {
  readonly notice: string
  readonly attempt: number
  readonly channel: string
  readonly recipient: string
  readonly bureau: string
  readonly day: Day
  readonly subject: string
  /** Ids of the alert events that the notice tells of. */
  readonly covers: readonly string[]
  readonly outcome: DeliveryOutcome
  readonly code: string
  readonly text: string
  readonly durationMs: number
}

/** What was refused: where from, why, and its bytes (the first 64 KB, base64; hash and length of the whole). */
export interface DeadLetter {
  /** The feed, the command or the topic that it came from. */
  readonly source: string
  /** Where in it: `observations.csv:12`, `shixu.facts/3@1207`. */
  readonly place: string
  readonly code: string
  readonly reason: string
  readonly bytes: string
  readonly sha256: string
  readonly length: number
  readonly day: Day
  /** The target or indicator that it would have been about, where that can be told. */
  readonly about: string | null
  /** Hash of the archived document that it stands in, for a retry; null where it came in no document. */
  readonly document: string | null
}

export type Topic = 'facts' | 'assessments' | 'alerts' | 'deliveries' | 'deadletters'

/** Body of each event type. Events carry codes and parameters, never sentences. */
export interface EventBodies {
  'target-declared': TargetDeclared
  'observation-published': Observation
  'command-given': Command
  'day-began': DayBegan
  'target-assessed': TargetAssessed
  'alert-changed': AlertEvent
  'delivery-recorded': Delivery
  'dead-lettered': DeadLetter
}

export type EventType = keyof EventBodies

/** One event of the log. `data` is null for a tombstone: the key is gone. The partition comes from the region. */
export type Event = {
  [T in EventType]: {
    readonly topic: Topic
    readonly region: string
    readonly key: string
    readonly id: string
    readonly type: T
    readonly data: EventBodies[T] | null
  }
}[EventType]

export const TOPICS = ['facts', 'assessments', 'alerts', 'deliveries', 'deadletters'] as const satisfies readonly Topic[]
