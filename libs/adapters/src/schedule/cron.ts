import { schedule, validateDetailed } from 'node-cron'

/** Starts something at the times of a cron expression in Asia/Shanghai, until it is stopped. A time that was slept through is made up for at waking. */
export interface Cron {
  at(expression: string, run: () => Promise<void>): { stop(): Promise<void> }
}

const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }

/** node-cron keeps its tasks in one map for the whole process: what is not stopped keeps running. */
export const nodeCron: Cron = {
  at: (expression, run) => {
    const task = schedule(expression, run, { timezone: 'Asia/Shanghai', noOverlap: true, suppressMissedWarning: true, logger: QUIET })
    task.on('execution:missed', run)
    return { stop: async () => task.destroy() }
  },
}

/** What is wrong with a cron expression, and what would be right; null where nothing is. */
export const cronProblem = (expression: string): string | null => {
  const { valid, errors } = validateDetailed(expression)
  return valid
    ? null
    : `"${expression}" is no cron expression (${errors.map(({ message }) => message).join('; ')}); five fields would be right: "0 10 * * *" is ten every morning`
}
