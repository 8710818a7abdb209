export * from './notify.ts'
export type * from './ports.ts'
