import type { AlertEvent, Contact, Day } from '@shixu/domain'

/** One message for one recipient, ready to be said on a channel. */
export interface Message {
  /** Notice id: the same on every try. */
  readonly id: string
  readonly region: string
  /** Where on the channel he is reached is the channel's to read from `contact`. */
  readonly recipient: { readonly id: string; readonly bureau: string; readonly bureauName: string; readonly contact: Contact }
  /** Calendar day in Asia/Shanghai. */
  readonly day: Day
  readonly subject: string
  readonly text: string
  readonly html: string
  /** As WeCom shows it; empty where it was composed before there was any, and never marked as a repeat: whoever sends it in parts marks those that may be one. */
  readonly markdown: string
  /** Where another channel, or an earlier sending, may have brought it: then every part may be a repeat. Subject, text and HTML say so already. */
  readonly mayHaveIt?: true
  /** What the message belongs to, from the general to the particular: the bureau's year, then each alert. */
  readonly threads: readonly string[]
  /** The newest word on each alert that it tells of: for pictures, buttons, and a far end that keeps states and not messages. */
  readonly alerts: readonly AlertEvent[]
  /** Somebody tries the channel out: there is nothing to answer. */
  readonly trial?: true
}

/** What the channel itself said. `deferred` says when to try again, in milliseconds from now. */
export interface Receipt {
  readonly outcome: 'accepted' | 'refused' | 'deferred' | 'unknown'
  readonly code: string
  readonly text: string
  readonly retryAfterMs?: number
  /**
   * With what it lies that it was not accepted. `channel`: no other message would fare better now (out of reach, a wrong password). `recipient`: him, his address, or this message. `rate`: all is
   * well, there is only no room now. Where nothing is said: the recipient for `refused`, the channel otherwise. Where our own limiter had no room, nothing was sent: the code is then `no-room`, and no
   * delivery is written.
   */
  readonly blame?: 'channel' | 'recipient' | 'rate'
  /** Where it goes out in parts and some are out: whoever brings the whole another way brings a repeat. */
  readonly partly?: true
  /** With `unknown`: it is about a part that had not been sent before, and so had no second try yet, whatever became of the parts before it. */
  readonly anew?: true
}

/** An alert as it stands, and when it was over, in milliseconds of the wall, where it is. */
export interface StandingAlert {
  readonly event: AlertEvent
  readonly overAt?: number
}

/** A way to reach people. Never throws for what the far end answers: that is a receipt. What it throws all the same counts as `unknown`. */
export interface Channel {
  readonly name: string
  /** True where the far end drops a second message of the same id by itself: an unknown outcome is then simply tried again, byte by byte the same. */
  readonly deduplicates: boolean
  deliver(message: Message, signal: AbortSignal): Promise<Receipt>
  /** For a far end that keeps states and forgets what it is not told again: about once a minute all alerts that its routes lead to it, those over for a quarter of an hour included. */
  keep?(alerts: readonly StandingAlert[], signal: AbortSignal): Promise<Receipt>
}
