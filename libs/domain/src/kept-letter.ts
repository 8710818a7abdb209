import type { DeadLetter } from './event.ts'
import type { Day } from './period.ts'

/** How a dead letter was dealt with. `mended`: it can be read now. `dropped`: somebody decided that it need not be. */
export interface Closing {
  readonly on: Day
  readonly as: 'mended' | 'dropped'
  readonly why: string
}

/** A dead letter and whether anyone still has to look at it. */
export interface KeptLetter {
  /** Short, for the command line. */
  readonly id: string
  readonly region: string
  readonly letter: DeadLetter
  readonly closed: Closing | null
}

/** Which letters are asked for; what is left out does not matter. `document` is the hash of the archived one. */
export interface LetterQuery {
  readonly id?: string
  readonly region?: string
  readonly about?: string
  readonly document?: string
  readonly open?: boolean
}
