export { createNotifierService, type NotifierServiceParts } from './notifier-service.ts'
export { notifier } from './service.ts'
