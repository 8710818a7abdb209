import type { Service } from '@shixu/service'
import { compose } from './compose.ts'
import { SETTINGS } from './config.ts'

export const ledger: Service<typeof SETTINGS> = { name: 'ledger', purpose: 'writes down for people and for SQL what the log says', settings: SETTINGS, compose }
