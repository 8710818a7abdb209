import type { AlertEvent, Circuit, CircuitTry, Day, Delivery, DeliveryOutcome, Role } from '@shixu/domain'

/** One alert event that one recipient is to hear of. */
export interface Due {
  /** Id of the alert event. */
  readonly event: string
  /** The post: `420100/commerce/liaison`. */
  readonly recipient: string
  readonly region: string
  readonly bureau: string
  /** Target and kind: `420100/2024/foreign-trade#pace`. */
  readonly alert: string
  /** The day on which he is to hear of it; all of one day is one digest. */
  readonly day: Day
  readonly role: Role
  readonly route: string
  readonly channels: readonly string[]
  readonly told: AlertEvent
}

/** Who was told of an alert, or is about to be: by which route, as what. */
export type Heard = Pick<Due, 'recipient' | 'bureau' | 'alert' | 'day' | 'role' | 'route' | 'channels'>

/** One message to one recipient and the due rows that it covers. `unsent` says why it is not to be sent at all. */
export interface Notice {
  readonly id: string
  readonly region: string
  readonly recipient: string
  readonly bureau: string
  readonly day: Day
  readonly channels: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly markdown: string
  readonly threads: readonly string[]
  readonly covers: readonly string[]
  readonly unsent: { readonly state: 'superseded' | 'dead'; readonly code: string; readonly text: string } | null
}

/** `queued`, `sending` and `deferred` wait; a notice that is `unknown` may still have one try to come. */
export type NoticeState = 'queued' | 'sending' | DeliveryOutcome

/** A notice that is this notifier's to try until `until`. */
export interface Leased {
  readonly notice: Notice
  readonly standing: Standing
  /** The alert events that it covers, by alert, oldest first. */
  readonly told: readonly AlertEvent[]
  /** Since when the first of what it covers has been due. */
  readonly dueSince: number
}

/** Notices by the channel whose turn it is: those of one, or all that have their turn on none of these. */
export interface Lane {
  readonly only?: string
  readonly but?: readonly string[]
  /** Only those whose route has a further channel. */
  readonly withNext?: boolean
}

/** How far a notice has come. */
export interface Standing {
  /** Which of `notice.channels` is to be tried, how often that has failed for this recipient in a row, and since when; null before the first try. */
  readonly channel: number
  readonly tries: number
  readonly since: number | null
  /** Tries on that channel whose outcome is not known, a crash in the midst of one included. */
  readonly unknowns: number
  /** Whether a channel before it, or an earlier sending, may have brought it already. */
  readonly mayHaveIt: boolean
}

/** What became of one try, and what is to become of the notice. */
export interface Tried {
  readonly notice: Notice
  /** Null where nothing was tried after all. */
  readonly delivery: Omit<Delivery, 'attempt'> | null
  /** How the recipient fares on that channel, where it changed: his next notice goes on from there. */
  readonly reach?: Pick<Standing, 'tries' | 'since'> | 'reached'
  readonly next: Standing & { readonly state: NoticeState; readonly at: number | null }
  readonly holder: string
  readonly triedAt: number
}

/**
 * `queued` is tried again, `reopened` is composed anew. The others are left as they are: `waiting` is still to be tried, `accepted` has arrived, `superseded` was not to be told, and of what is `overtaken`
 * the recipient has heard something newer.
 */
export type ResentAs = 'queued' | 'reopened' | 'waiting' | 'accepted' | 'superseded' | 'overtaken'

export interface Resent {
  readonly notice: string
  readonly recipient: string
  readonly subject: string
  readonly as: ResentAs
}

/** Due rows by what became of them. Always: due = accepted + refused + dead + unknown + superseded + waiting. */
export type Balance = Readonly<Record<'due' | 'accepted' | 'refused' | 'dead' | 'unknown' | 'superseded' | 'waiting', number>>

/** Notices by the channel that is tried next or was tried last, and by state. */
export interface NoticeCount {
  readonly channel: string
  readonly state: NoticeState
  readonly count: number
  /** When the oldest was made that is still to be tried, those excepted that wait for the morning. */
  readonly waitingSince: number | null
}

export interface Overview {
  readonly notices: readonly NoticeCount[]
  /** When the oldest row was added that no notice covers, though its day has come. */
  readonly uncomposedSince: number | null
}

/** What is postponed, until when, and why notices that told of it are withdrawn. */
export interface Postponing {
  readonly alert: string
  readonly but: string
  readonly day: Day
  readonly withdrawn: { readonly code: string; readonly text: string }
  readonly now: number
}

/** What is gathered, and when. */
export interface Gathering {
  readonly day: Day
  readonly now: number
  readonly graceMs: number
  readonly replaced?: { readonly code: string; readonly text: string }
}

/** What is due to whom, what it was told by, and what became of it. Several notifiers may share one. Times are milliseconds of the wall; days are the calendar's. */
export interface Outbox {
  readonly dues: {
    /** Idempotent by alert event and recipient. Says how many were new. */
    add(dues: readonly Due[], now: number): Promise<number>
    /** Regions of what no notice covers yet, up to a day. */
    regions(day: Day): Promise<readonly string[]>
    /** Whom each of these alerts was told to, or is going to be told to; not who was refused, given up or left in peace. */
    heardOf(alerts: readonly string[]): Promise<readonly Heard[]>
    /**
     * Moves to another day what is due of an alert and has not been sent, one event excepted. A notice that tells of it, and of which nothing has gone out, is withdrawn and says why; what else it tells is
     * due as before, to be told by another.
     */
    postpone(what: Postponing): Promise<void>
    /**
     * Turns due rows that no notice covers, up to `day`, into notices: `compose` gets all of one recipient and day, and each row must be in one notice.
     * Rows of a day are left for later while others of it, younger than `graceMs`, still come in. With `replaced` all days of a recipient go together, and what he has
     * not been sent yet is told anew along with them: the notices that told it are superseded for that reason. Says how many notices were made.
     */
    gather(ready: Gathering, compose: (dues: readonly Due[]) => readonly Notice[]): Promise<number>
  }
  readonly notices: {
    /** Takes notices that are ready to be tried; one recipient's go in order. A lease that has run out is anyone's. */
    lease(ask: {
      readonly holder: string
      readonly now: number
      readonly forMs: number
      readonly limit: number
      readonly lane?: Lane
    }): Promise<readonly Leased[]>
    /** Writes the delivery and what becomes of the notice together. A holder whose lease was taken over only adds his delivery. */
    record(tried: Tried): Promise<void>
    /**
     * Puts notices that are not tried any more back in their recipient's row: from their first channel on, or on the one that is named. What was overtaken by newer words, or accepted, only with `anyway`.
     * `said` stands in the history as a delivery.
     */
    resend(ask: {
      readonly which: 'dead' | { readonly notice: string }
      readonly channel?: string
      readonly anyway: boolean
      readonly now: number
      readonly said: Pick<Delivery, 'code' | 'text'>
    }): Promise<readonly Resent[]>
  }
  /** How channels fare, for all notifiers together. */
  readonly circuits: {
    /** Those that have failed since they last worked. */
    look(): Promise<readonly Circuit[]>
    /** Says how it was before and is after, where that differs. */
    note(tried: CircuitTry): Promise<{ readonly before: Circuit; readonly after: Circuit } | null>
    /** Whether the asker may probe a tripped channel now: one of all notifiers, once a pause. */
    probe(ask: { readonly channel: string; readonly now: number }): Promise<boolean>
  }
  readonly deliveries: {
    unpublished(limit: number): Promise<readonly Delivery[]>
    /** Marks them, and says which of them nobody had marked before: of two notifiers that tell the log of the same one, one counts it. */
    published(deliveries: readonly Delivery[]): Promise<readonly Delivery[]>
    balance(): Promise<Balance>
    overview(asked: { readonly day: Day; readonly now: number }): Promise<Overview>
  }
}
