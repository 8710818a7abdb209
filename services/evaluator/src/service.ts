import type { Service } from '@shixu/service'
import { compose } from './compose.ts'
import { SETTINGS } from './config.ts'

export const evaluator: Service<typeof SETTINGS> = {
  name: 'evaluator',
  purpose: 'judges the facts of its share of the regions, and raises alerts',
  settings: SETTINGS,
  compose,
}
