import type { Logger } from 'pino'
import { type Stage, startInOrder } from './lifecycle.ts'

/** A piece of work that goes on until its signal, as a stage that is stopped by it. Where it ends by a fault, `failed` hears of it. */
export const until = (name: string, work: (signal: AbortSignal) => Promise<unknown>, failed: (fault: unknown) => void): Stage => ({
  name,
  start: () => {
    const stopping = new AbortController()
    const working = work(stopping.signal).catch(failed)
    return async () => {
      stopping.abort()
      await working
    }
  },
})

export interface Opening<T> {
  readonly open: () => Promise<T>
  readonly close: (opened: T) => Promise<void>
  /** What needs it: started once it is open, and stopped before it is closed. */
  readonly stages: (opened: T) => readonly Stage[]
  readonly logger: Logger
}

/** Something that others stand on, and these others, as one stage. */
export const around = <T>(name: string, { open, close, stages, logger }: Opening<T>): Stage => ({
  name,
  start: async () => {
    const opened = await open()
    try {
      const stop = await startInOrder(stages(opened), { logger })
      return async () => {
        await stop()
        await close(opened)
      }
    } catch (fault) {
      await close(opened)
      throw fault
    }
  },
})
