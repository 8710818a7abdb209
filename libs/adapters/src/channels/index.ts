export { CHANNEL_NAMES } from './channel-names.ts'
export { createConsole } from './console/create-console.ts'
export { createMaildir } from './maildir/create-maildir.ts'
/** @public */
export { createMemory } from './memory/create-memory.ts'
export { createSmtp, type SmtpOptions } from './smtp/create-smtp.ts'
export type { MailServer } from './smtp/open-pool.ts'
export { SMTP_CODES } from './smtp/receipt-of.ts'
