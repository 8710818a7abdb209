export { API_SETTINGS, READER_SETTINGS } from './config.ts'
export { createLedgerService } from './ledger-service.ts'
export { ledger } from './service.ts'
