import { EVENT_TYPES } from '@shixu/domain'
import { z } from 'zod'
import { assessmentSchema, sequenceSchema } from '../event/assessment.ts'
import { BODY_SCHEMAS } from '../event/bodies.ts'
import { targetSchema } from '../event/target.ts'
import { WIRE_TYPES } from '../event/wire-types.ts'
import { dayWord, lightWord, periodWord, targetKeyWord } from '../words.ts'

const FOLDER = '#/components/schemas/'

export const schemaRef = (id: string): { readonly $ref: string } => ({ $ref: FOLDER + id })

/** What occurs in many places has a name, so that the document stays readable. */
const PARTS = { day: dayWord, period: periodWord, light: lightWord, 'target-key': targetKeyWord, sequence: sequenceSchema, target: targetSchema }

/** JSON Schema (draft 7) of every body by its wire type, and of what they have in common, pointing at one another below `components/schemas`. */
export const namedSchemas = (): Readonly<Record<string, object>> => {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries({ ...PARTS, assessment: assessmentSchema })) registry.add(schema, { id })
  for (const type of EVENT_TYPES) registry.add(BODY_SCHEMAS[type], { id: WIRE_TYPES[type] })
  // As a reader sees it: keys that it does not know are allowed.
  const { schemas } = z.toJSONSchema(registry, { target: 'draft-7', io: 'input', uri: (id) => FOLDER + id })
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema: _, $id: __, ...schema }]) => [id, schema]))
}
