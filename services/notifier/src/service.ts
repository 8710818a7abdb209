import type { Service } from '@shixu/service'
import { compose } from './compose.ts'
import { SETTINGS } from './config.ts'

export const notifier: Service<typeof SETTINGS> = { name: 'notifier', purpose: 'tells the bureaus, once, what is due to them', settings: SETTINGS, compose }
