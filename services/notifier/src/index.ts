export { createNotifierService } from './notifier-service.ts'
export { notifier } from './service.ts'
