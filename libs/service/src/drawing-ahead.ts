import { type Logger, type Stage, until } from '@shixu/runtime'

/** Once all else has started, what draws is loaded, so that the first message of a release day waits for that no longer than any other. */
export const drawingAhead = (warm: () => Promise<void>, logger: Logger): Stage =>
  until('charts', warm, (fault) => logger.warn({ err: fault }, 'pictures cannot be drawn: messages go without them'))
