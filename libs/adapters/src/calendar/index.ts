export * from './chinese-workdays.ts'
