export { runSchedule } from './run-schedule.ts'
