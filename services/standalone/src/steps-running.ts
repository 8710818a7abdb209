import { sayCauses } from '@shixu/runtime'
import type { House } from './house.ts'

/** The steps of a house, at work until they are stopped. */
export interface Running {
  /** Rejects where a step fails for good; resolves when all have stopped. */
  readonly ended: Promise<void>
  /** Which step has failed for good and why, in one line; null while all is well. */
  failure(): string | null
  /** Whether each step has recalled what it knew and dealt with all that was in the log when it began. */
  caughtUp(): boolean
  /** Resolves when what is in the log has gone through all of these groups. */
  settled(groups: readonly string[]): Promise<void>
  stop(): Promise<void>
}

type Steps = Pick<House, 'steps'> & { readonly state: Pick<House['state'], 'log'> }

/** Sets every step to work on the log. A step that fails stops the others. */
export const runSteps = ({ state, steps }: Steps): Running => {
  const stopping = new AbortController()
  let failure: string | null = null
  let caughtUp = false
  const work = async (group: string): Promise<void> => {
    try {
      await state.log.process(group, steps.get(group)!, stopping.signal)
    } catch (fault) {
      failure ??= `${group} has failed: ${sayCauses(fault)}`
      throw fault
    }
  }
  const groups = [...steps.keys()]
  const working = groups.map(work)
  const ended = Promise.all(working).then(() => undefined)
  ended.catch(() => stopping.abort())
  const settled = (which: readonly string[]) => state.log.settled(which, stopping.signal)
  settled(groups).then(
    () => {
      caughtUp = true
    },
    () => undefined, // what failed stands in `failure`
  )
  return {
    ended,
    failure: () => failure,
    caughtUp: () => caughtUp,
    settled,
    stop: async () => {
      stopping.abort()
      await Promise.allSettled(working)
    },
  }
}
