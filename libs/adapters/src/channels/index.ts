export { CHANNEL_NAMES } from './channel-names.ts'
export { createConsole } from './console/create-console.ts'
export { createMaildir } from './maildir/create-maildir.ts'
/** @public */
export { createMemory } from './memory/create-memory.ts'
