import { z } from 'zod'
import { named } from './field.ts'

/** Why a request is not answered, by RFC 9457. Title and detail are in the caller's language. */
export const problemAnswer = named(
  'Problem',
  z.object({
    type: z.string().describe('urn:shixu:problem: and a code that does not change'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What to do about it'),
    errors: z
      .array(z.object({ field: z.string(), problem: z.string() }))
      .optional()
      .describe('What is wrong with each parameter'),
  }),
)
