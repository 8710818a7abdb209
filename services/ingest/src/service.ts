import type { Service } from '@shixu/service'
import { compose } from './compose.ts'
import { SETTINGS } from './config.ts'

export const ingest: Service<typeof SETTINGS> = { name: 'ingest', purpose: 'pulls figures from their feeds, and begins the days', settings: SETTINGS, compose }
