export * from './builders.ts'
export * from './outbox-builders.ts'
