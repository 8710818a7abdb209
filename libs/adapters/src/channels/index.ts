export { createConsole } from './console/create-console.ts'
export { createMaildir, type MaildirOptions } from './maildir/create-maildir.ts'
export { createMemory } from './memory/create-memory.ts'
