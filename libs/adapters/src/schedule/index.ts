export { type Cron, cronProblem, nodeCron } from './cron.ts'
export { runSchedule, type ScheduleParts } from './run-schedule.ts'
