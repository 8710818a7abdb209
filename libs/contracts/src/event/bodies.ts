import type { EventBodies, EventType } from '@shixu/domain'
import type { z } from 'zod'
import { alertEventSchema } from './alert.ts'
import { targetAssessedSchema } from './assessment.ts'
import { commandSchema, dayBeganSchema, deadLetterSchema, deliverySchema } from './delivery.ts'
import { observationSchema } from './observation.ts'
import { targetDeclaredSchema } from './target.ts'

/** The body of every type of event. Keys that it does not know are left out, so that an old reader goes on. */
export const BODY_SCHEMAS = {
  'target-declared': targetDeclaredSchema,
  'observation-published': observationSchema,
  'command-given': commandSchema,
  'day-began': dayBeganSchema,
  'target-assessed': targetAssessedSchema,
  'alert-changed': alertEventSchema,
  'delivery-recorded': deliverySchema,
  'dead-lettered': deadLetterSchema,
} as const satisfies { readonly [T in EventType]: z.ZodType<EventBodies[T]> }
