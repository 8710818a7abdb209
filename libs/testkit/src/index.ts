export * from './builders.ts'
export * from './digest-builders.ts'
export * from './invented-course.ts'
export * from './outbox-builders.ts'
