export { createLedgerService, type LedgerParts } from './ledger-service.ts'
