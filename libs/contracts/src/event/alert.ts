import type { Alert, AlertEvent, Curve } from '@shixu/domain'
import { z } from 'zod'
import {
  alertEventWord,
  alertKindWord,
  alertWhyWord,
  dayWord,
  lightWord,
  nullableNumber,
  outcomeWord,
  periodWord,
  stepWord,
  targetKeyWord,
  text,
} from '../words.ts'
import { assessmentSchema, sequenceSchema } from './assessment.ts'
import { commandSchema } from './delivery.ts'
import type { Shape } from './shape.ts'
import { targetSchema } from './target.ts'

const announced = z.object({ period: periodWord.nullable(), light: lightWord, done: nullableNumber } satisfies Shape<Alert['announced']>)

const alert = z.object({
  target: targetKeyWord,
  kind: alertKindWord,
  status: z.enum(['open', 'eased', 'over']),
  since: dayWord,
  readings: z.int().nonnegative(),
  step: stepWord,
  steppedOn: dayWord,
  announced,
  acknowledged: z.object({ by: text, reason: text, until: dayWord, receiptOnly: z.literal(true).exactOptional() }).nullable(),
  silencedUntil: dayWord.nullable(),
  outcome: outcomeWord.nullable(),
} satisfies Shape<Alert>) satisfies z.ZodType<Alert>

const months = z.array(nullableNumber).length(12)

const curve = z.object({ goal: z.number(), thisYear: months, lastYear: months, line: months } satisfies Shape<Curve>) satisfies z.ZodType<Curve>

export const alertEventSchema = z.object({
  type: alertEventWord,
  why: alertWhyWord,
  day: dayWord,
  alert,
  sequence: sequenceSchema,
  subject: targetSchema,
  assessment: assessmentSchema.nullable(),
  before: announced.extend({ outcome: outcomeWord.nullable() }).exactOptional(),
  owed: z.array(z.object({ period: periodWord, due: dayWord })).exactOptional(),
  curve: curve.exactOptional(),
  command: commandSchema.exactOptional(),
} satisfies Shape<AlertEvent>) satisfies z.ZodType<AlertEvent>
