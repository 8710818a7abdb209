export { createLedgerService, type LedgerParts } from './ledger-service.ts'
export { ledger } from './service.ts'
