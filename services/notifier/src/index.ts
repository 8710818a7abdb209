export { createNotifierService, type NotifierServiceParts } from './notifier-service.ts'
