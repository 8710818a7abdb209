import type { Words } from '@shixu/domain'
import type { Clock, Part, PartsOf, Progress, Receipt } from '@shixu/pipeline/ports'
import { type Limits, replaced } from './parts.ts'
import type { Sent } from './receipt-of.ts'

/** How a message goes out in parts. */
export interface Sending {
  readonly of: PartsOf
  readonly progress: Progress
  readonly wall: Pick<Clock, 'now'>
  readonly limits: Limits
  /** In which parts are numbered. */
  readonly words: Words
  /** For how long the far end drops a repeat by itself. */
  readonly dropsRepeatsMs: number
  /** The parts of a message that is new. */
  readonly cut: () => readonly Part[]
  /** Room for so many messages, or why not now. */
  readonly room: (messages: number) => Promise<Receipt | null>
  /** Brings a picture to where it is sent from, or says why not; anew where the far end does not know it any more by the name that is `lost`. */
  readonly bring?: (part: Part, lost?: string) => Promise<Part | Sent>
  readonly send: (part: Part, words: string) => Promise<Sent>
}

/** How far it has come in this try. */
export interface State {
  parts: readonly Part[]
  /** Messages that there is room for. */
  room: number
  said: string[]
  limits: Limits
}

export async function kept({ progress, of }: Sending, state: State, { at, ...over }: Partial<Part> & { readonly at: number }): Promise<void> {
  state.parts = replaced(state.parts, at, over)
  await progress.keep(of, state.parts)
}

/** Of what is no words: it is not tried again, and the delivery says why. */
export async function leaveOut(sending: Sending, state: State, { at, why }: { readonly at: number; readonly why: string }): Promise<void> {
  state.said.push(why)
  await kept(sending, state, { at, state: 'taken', content: '' })
}
