export { createLedgerService } from './ledger-service.ts'
export { ledger } from './service.ts'
