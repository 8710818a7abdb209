import type { Logger } from 'pino'

/** One thing that is started, and how it is stopped again. */
export interface Stage {
  readonly name: string
  start(): Promise<() => Promise<void> | void> | (() => Promise<void> | void)
}

const within = async (work: Promise<void>, milliseconds: number): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  try {
    return await Promise.race([work.then(() => true), limit])
  } finally {
    clearTimeout(timer)
  }
}

const stopAll = async (started: { name: string; stop: () => Promise<void> | void }[], logger: Logger): Promise<void> => {
  for (const { name, stop } of started.reverse()) {
    try {
      await stop()
    } catch (fault) {
      logger.error({ err: fault, stage: name }, 'stage did not stop cleanly')
    }
  }
}

/**
 * Starts the stages in order and returns how to stop them, in reverse and within `limitMs` in all.
 * A stage that does not start stops those before it, and its fault is thrown on.
 */
export const startInOrder = async (
  stages: readonly Stage[],
  { logger, limitMs = 10_000 }: { readonly logger: Logger; readonly limitMs?: number },
): Promise<() => Promise<void>> => {
  const started: { name: string; stop: () => Promise<void> | void }[] = []
  for (const stage of stages) {
    try {
      started.push({ name: stage.name, stop: await stage.start() })
    } catch (fault) {
      await within(stopAll(started, logger), limitMs)
      throw fault
    }
  }
  return async () => {
    const clean = await within(stopAll(started, logger), limitMs)
    if (!clean) logger.error({ limitMs }, 'stages did not stop in time; going on without them')
  }
}

/** A signal that aborts on SIGINT or SIGTERM. The second one ends the process at once. */
export const untilSignalled = (): AbortSignal => {
  const controller = new AbortController()
  const stop = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort(new Error(`stopped by ${name}`))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return controller.signal
}
