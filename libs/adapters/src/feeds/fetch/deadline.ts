import { FeedFault } from '../fault.ts'

/** The limits on time of one try. `signal` aborts with a `FeedFault` that says which of them, or that the caller called it off. */
export interface Deadline extends Disposable {
  readonly signal: AbortSignal
  /** Something came: the limit on silence starts anew. */
  heard(): void
}

/** Two timers of the wall: one for the whole, one for silence. Dispose of it, or they keep the process alive. */
export const startDeadline = (where: string, outer: AbortSignal, { totalMs, stallMs }: { readonly totalMs: number; readonly stallMs: number }): Deadline => {
  const controller = new AbortController()
  const give = (fault: FeedFault) => () => controller.abort(fault)
  const total = setTimeout(give(new FeedFault('timed-out', where, { detail: `${totalMs} ms` })), totalMs)
  const stall = setTimeout(give(new FeedFault('stalled', where, { detail: `${stallMs} ms` })), stallMs)
  const cancel = () => controller.abort(new FeedFault('cancelled', where, { cause: outer.reason }))
  if (outer.aborted) cancel()
  outer.addEventListener('abort', cancel, { once: true })
  return {
    signal: controller.signal,
    heard: () => void stall.refresh(),
    [Symbol.dispose]: () => {
      clearTimeout(total)
      clearTimeout(stall)
      outer.removeEventListener('abort', cancel)
    },
  }
}
